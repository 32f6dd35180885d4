-- Wins that stand and closed in the period, with the net of all their ledger lines.
SELECT s.slot, s.part, c.deal_id AS entity_id, c.event_id, c.effective_at, c.day,
    coalesce(l.net, 0) AS num, 1 AS den, 0 AS beside,
    CASE WHEN g.entity_id IS NOT NULL THEN 'duplicate'
        WHEN c.type = 'renewal' AND NOT {{with_renewals}} THEN 'renewal'
        WHEN l.missing IS NOT NULL THEN 'missing_rate:' || l.missing
        WHEN c.minor IS NULL AND l.net IS NULL THEN 'amount_missing' END AS reason,
    c.deal_id, c.outcome, c.minor, c.currency,
    c.owner_id, c.team_id, c.account_id, c.territory_id, c.pipeline_id, c.type
FROM moment c
JOIN slot_day s ON s.day = c.day
LEFT JOIN gone g ON g.kind = 'opportunity' AND g.entity_id = c.deal_id
LEFT JOIN (
    SELECT m.deal_id,
        sum(CASE WHEN m.currency = getvariable('target') THEN m.minor
            ELSE half_even(CAST(m.minor AS HUGEINT) * r.num, r.den) END) AS net,
        max(m.currency) FILTER (m.currency <> getvariable('target') AND r.num IS NULL) AS missing
    FROM (
        SELECT deal_id, minor, currency, effective_at, day FROM moment WHERE kind = 'ledger'
        UNION ALL
        SELECT deal_id, first_minor, currency, effective_at, day FROM sale WHERE deal_id IS NOT NULL
    ) m
    LEFT JOIN fact.rate r ON r.target = getvariable('target') AND r.currency = m.currency AND r.day = m.day
    WHERE m.effective_at <= getvariable('as_of')
    GROUP BY m.deal_id
) l ON l.deal_id = c.deal_id
WHERE c.kind = 'closed' AND c.outcome = 'won'
    AND c.effective_at <= getvariable('as_of') AND c.ends_at > getvariable('as_of')
