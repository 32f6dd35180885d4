-- Decisions while they stand; one that a deal took before its mark counts from the mark on.
SELECT c.deal_id AS entity_id, c.event_id, c.effective_at, c.day, c.from_at, c.to_at, NULL::INTEGER AS due_day,
    CASE WHEN c.outcome = 'won' THEN {{size}} ELSE 0 END AS num, {{size}} AS den, 0 AS beside,
    CASE WHEN g.entity_id IS NOT NULL THEN 'duplicate'
        WHEN NOT c.is_reached THEN 'never_qualified'
        WHEN {{by_value}} AND c.minor IS NULL THEN 'amount_missing'
        WHEN {{by_value}} AND c.currency <> getvariable('target') AND r.num IS NULL
            THEN 'missing_rate:' || c.currency END AS reason,
    c.deal_id, c.outcome, c.minor, c.currency,
    c.owner_id, c.team_id, c.account_id, c.territory_id, c.pipeline_id, c.type
FROM ({{decisions}}) c
LEFT JOIN gone g ON g.kind = 'opportunity' AND g.entity_id = c.deal_id
LEFT JOIN fact.rate r ON r.target = getvariable('target') AND r.currency = c.currency AND r.day = c.day
