-- Orders as they stand, each with the net of its ledger lines.
SELECT o.order_id AS entity_id, o.event_id, o.effective_at, o.day,
    o.effective_at AS from_at, 9e18::BIGINT AS to_at, NULL::INTEGER AS due_day,
    coalesce(l.net, 0) AS num, 1 AS den, 0 AS beside,
    CASE WHEN g.entity_id IS NOT NULL THEN 'duplicate'
        WHEN v.status = 'cancelled' THEN 'cancelled'
        WHEN l.missing IS NOT NULL THEN 'missing_rate:' || l.missing END AS reason,
    NULL::BIGINT AS deal_id, 'ordered' AS outcome, CAST(l.own AS BIGINT) AS minor, l.currency,
    o.owner_id, o.team_id, o.account_id, o.territory_id, NULL::BIGINT AS pipeline_id, NULL::VARCHAR AS type,
    NULL::VARCHAR AS family
FROM ordered o
JOIN order_version v ON v.order_id = o.order_id
    AND v.valid_from <= getvariable('as_of') AND getvariable('as_of') < v.valid_to
LEFT JOIN gone g ON g.kind = 'order' AND g.entity_id = o.order_id
LEFT JOIN (
    SELECT m.order_id, sum(m.{{counted}}) AS own, max(m.currency) AS currency,
        sum(CASE WHEN m.currency = getvariable('target') THEN m.{{counted}}
            ELSE half_even(CAST(m.{{counted}} AS HUGEINT) * r.num, r.den) END) AS net,
        max(m.currency) FILTER (m.currency <> getvariable('target') AND r.num IS NULL) AS missing
    FROM sale m
    LEFT JOIN fact.rate r ON r.target = getvariable('target') AND r.currency = m.currency AND r.day = m.day
    WHERE m.effective_at <= getvariable('as_of')
    GROUP BY m.order_id
) l ON l.order_id = o.order_id
WHERE o.effective_at <= getvariable('as_of')
