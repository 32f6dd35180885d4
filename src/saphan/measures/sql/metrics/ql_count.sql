-- Lead episodes by the day on which they began.
SELECT e.lead_id AS entity_id, e.event_id, e.effective_at, e.day, e.from_at, e.to_at, NULL::INTEGER AS due_day,
    1 AS num, 1 AS den, CAST(e.turned_away AS INTEGER) AS beside,
    CASE WHEN g.entity_id IS NOT NULL THEN 'duplicate' END AS reason,
    NULL::BIGINT AS deal_id, CASE WHEN e.turned_away THEN 'disqualified' ELSE 'qualified' END AS outcome,
    NULL::BIGINT AS minor, NULL::VARCHAR AS currency,
    e.owner_id, e.team_id, e.account_id, e.territory_id, NULL::BIGINT AS pipeline_id, NULL::VARCHAR AS type
FROM ({{episodes}}) e
LEFT JOIN gone g ON g.kind = 'lead' AND g.entity_id = e.lead_id
