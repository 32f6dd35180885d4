-- Wins while they stand, with the days since their start.
SELECT c.deal_id AS entity_id, c.event_id, c.effective_at, c.day,
    c.effective_at AS from_at, c.ends_at AS to_at, NULL::INTEGER AS due_day,
    coalesce(c.day - b.day - {{closed_days}}, 0) AS num, 1 AS den, 0 AS beside,
    CASE WHEN g.entity_id IS NOT NULL THEN 'duplicate'
        WHEN b.day IS NULL THEN 'start_missing'
        WHEN c.day < b.day THEN 'start_after_win' END AS reason,
    c.deal_id, c.outcome, c.minor, c.currency,
    c.owner_id, c.team_id, c.account_id, c.territory_id, c.pipeline_id, c.type
FROM (
    SELECT *, coalesce(sum(ends_day - day) OVER (PARTITION BY deal_id ORDER BY effective_at, event_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS closed_before
    FROM moment WHERE kind = 'closed'
) c
LEFT JOIN gone g ON g.kind = 'opportunity' AND g.entity_id = c.deal_id
-- A deal that was won out of no qualified stage has no start.
LEFT JOIN moment b ON b.kind = '{{start}}' AND b.deal_id = c.deal_id AND b.how IS DISTINCT FROM 'win'
WHERE c.outcome = 'won'
