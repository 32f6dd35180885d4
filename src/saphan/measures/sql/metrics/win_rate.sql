-- Decisions that stand and were taken in the period.
SELECT s.slot, s.part, c.deal_id AS entity_id, c.event_id, c.effective_at, c.day,
    CASE WHEN c.outcome = 'won' THEN {{size}} ELSE 0 END AS num, {{size}} AS den, 0 AS beside,
    CASE WHEN g.entity_id IS NOT NULL THEN 'duplicate'
        WHEN NOT ({{reached}}) THEN 'never_qualified'
        WHEN {{by_value}} AND c.minor IS NULL THEN 'amount_missing'
        WHEN {{by_value}} AND c.currency <> getvariable('target') AND r.num IS NULL
            THEN 'missing_rate:' || c.currency END AS reason,
    c.deal_id, c.outcome, c.minor, c.currency,
    c.owner_id, c.team_id, c.account_id, c.territory_id, c.pipeline_id, c.type
FROM moment c
JOIN slot_day s ON s.day = c.day
LEFT JOIN gone g ON g.kind = 'opportunity' AND g.entity_id = c.deal_id
LEFT JOIN moment e ON e.kind = '{{mark}}' AND e.deal_id = c.deal_id AND e.effective_at <= getvariable('as_of')
LEFT JOIN fact.rate r ON r.target = getvariable('target') AND r.currency = c.currency AND r.day = c.day
WHERE c.kind = 'closed' AND c.effective_at <= getvariable('as_of') AND c.ends_at > getvariable('as_of')
