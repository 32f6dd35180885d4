-- Opportunities that came into being in the period: first entry into a qualified stage.
SELECT s.slot, s.part, m.deal_id AS entity_id, m.event_id, m.effective_at, m.day,
    1 AS num, 1 AS den, 0 AS beside,
    CASE WHEN g.entity_id IS NOT NULL THEN 'duplicate' END AS reason,
    m.deal_id, s.part AS outcome, m.minor, m.currency,
    m.owner_id, m.team_id, m.account_id, m.territory_id, m.pipeline_id, m.type
FROM moment m
JOIN slot_day s ON s.day = m.day
LEFT JOIN gone g ON g.kind = 'opportunity' AND g.entity_id = m.deal_id
WHERE m.kind = 'qualified' AND m.effective_at <= getvariable('as_of')
