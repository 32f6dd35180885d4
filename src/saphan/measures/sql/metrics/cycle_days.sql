-- Wins that stand and closed in the period, with the days since their start.
SELECT s.slot, s.part, c.deal_id AS entity_id, c.event_id, c.effective_at, c.day,
    coalesce(c.day - b.day - {{closed_days}}, 0) AS num, 1 AS den, 0 AS beside,
    CASE WHEN g.entity_id IS NOT NULL THEN 'duplicate'
        WHEN b.day IS NULL THEN 'start_missing'
        WHEN c.day < b.day THEN 'start_after_win' END AS reason,
    c.deal_id, c.outcome, c.minor, c.currency,
    c.owner_id, c.team_id, c.account_id, c.territory_id, c.pipeline_id, c.type
FROM moment c
JOIN slot_day s ON s.day = c.day
LEFT JOIN gone g ON g.kind = 'opportunity' AND g.entity_id = c.deal_id
-- A deal that was won out of no qualified stage has no start.
LEFT JOIN moment b ON b.kind = '{{start}}' AND b.deal_id = c.deal_id AND b.how IS DISTINCT FROM 'win'
LEFT JOIN (
    SELECT deal_id, sum(ends_day - day) AS days FROM moment
    WHERE kind = 'closed' AND ends_at <= getvariable('as_of') GROUP BY deal_id
) p ON p.deal_id = c.deal_id
WHERE c.kind = 'closed' AND c.outcome = 'won'
    AND c.effective_at <= getvariable('as_of') AND c.ends_at > getvariable('as_of')
