SELECT l.account_id, l.offering_id, l.effective_at, l.day, CAST(CAST(l.minor AS HUGEINT) * 10000 AS BIGINT) AS worth
FROM sale l
ANTI JOIN gone d ON d.kind = 'order' AND d.entity_id = l.order_id
WHERE l.account_id IS NOT NULL AND l.offering_id IS NOT NULL
ORDER BY l.day
