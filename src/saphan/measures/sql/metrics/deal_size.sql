-- Wins while they stand, with the net of all their ledger lines up to then.
WITH
line AS (
    SELECT m.deal_id, m.effective_at,
        sum(CASE WHEN m.currency = getvariable('target') THEN m.minor
            ELSE half_even(CAST(m.minor AS HUGEINT) * r.num, r.den) END) AS value,
        max(m.currency) FILTER (m.currency <> getvariable('target') AND r.num IS NULL) AS missing
    FROM (
        SELECT deal_id, minor, currency, effective_at, day FROM moment WHERE kind = 'ledger'
        UNION ALL
        SELECT deal_id, first_minor, currency, effective_at, day FROM sale WHERE deal_id IS NOT NULL
    ) m
    LEFT JOIN fact.rate r ON r.target = getvariable('target') AND r.currency = m.currency AND r.day = m.day
    GROUP BY m.deal_id, m.effective_at
),
net AS (
    SELECT deal_id, effective_at AS from_at, coalesce(lead(effective_at) OVER w, 9e18::BIGINT) AS to_at,
        sum(value) OVER w AS net, max(missing) OVER w AS missing
    FROM line WINDOW w AS (PARTITION BY deal_id ORDER BY effective_at)
    UNION ALL
    SELECT deal_id, -9e18::BIGINT, min(effective_at), NULL, NULL FROM line GROUP BY deal_id
)
SELECT c.deal_id AS entity_id, c.event_id, c.effective_at, c.day,
    greatest(c.effective_at, coalesce(l.from_at, c.effective_at)) AS from_at,
    least(c.ends_at, coalesce(l.to_at, c.ends_at)) AS to_at, NULL::INTEGER AS due_day,
    coalesce(l.net, 0) AS num, 1 AS den, 0 AS beside,
    CASE WHEN g.entity_id IS NOT NULL THEN 'duplicate'
        WHEN c.type = 'renewal' AND NOT {{with_renewals}} THEN 'renewal'
        WHEN l.missing IS NOT NULL THEN 'missing_rate:' || l.missing
        WHEN c.minor IS NULL AND l.net IS NULL THEN 'amount_missing' END AS reason,
    c.deal_id, c.outcome, c.minor, c.currency,
    c.owner_id, c.team_id, c.account_id, c.territory_id, c.pipeline_id, c.type
FROM moment c
LEFT JOIN gone g ON g.kind = 'opportunity' AND g.entity_id = c.deal_id
LEFT JOIN net l ON l.deal_id = c.deal_id AND l.from_at < c.ends_at AND c.effective_at < l.to_at
WHERE c.kind = 'closed' AND c.outcome = 'won' AND c.effective_at < c.ends_at
