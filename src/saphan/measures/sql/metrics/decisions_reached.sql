SELECT c.*, greatest(c.effective_at, e.effective_at) AS from_at, c.ends_at AS to_at, TRUE AS is_reached
FROM moment c JOIN moment e ON e.kind = '{{mark}}' AND e.deal_id = c.deal_id AND e.effective_at < c.ends_at
WHERE c.kind = 'closed'
UNION ALL
SELECT c.*, c.effective_at, least(c.ends_at, coalesce(e.effective_at, c.ends_at)), FALSE
FROM moment c LEFT JOIN moment e ON e.kind = '{{mark}}' AND e.deal_id = c.deal_id
WHERE c.kind = 'closed' AND c.effective_at < coalesce(e.effective_at, c.ends_at)
