-- Opportunities that came into being: first entry into a qualified stage.
SELECT m.deal_id AS entity_id, m.event_id, m.effective_at, m.day,
    m.effective_at AS from_at, 9e18::BIGINT AS to_at, NULL::INTEGER AS due_day, 1 AS num, 1 AS den, 0 AS beside,
    CASE WHEN g.entity_id IS NOT NULL THEN 'duplicate' END AS reason,
    m.deal_id, NULL::VARCHAR AS outcome, m.minor, m.currency,
    m.owner_id, m.team_id, m.account_id, m.territory_id, m.pipeline_id, m.type
FROM moment m
LEFT JOIN gone g ON g.kind = 'opportunity' AND g.entity_id = m.deal_id
WHERE m.kind = 'qualified'
