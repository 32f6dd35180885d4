-- Signed lines, each converted by itself at the rate of {{rate_day}}. The lines of an order or an invoice have their
-- own offering.
SELECT m.entity_id, m.event_id, m.effective_at, m.day,
    m.effective_at AS from_at, 9e18::BIGINT AS to_at, NULL::INTEGER AS due_day,
    CASE WHEN m.currency = getvariable('target') THEN m.counted
        WHEN r.num IS NULL THEN 0
        ELSE half_even(CAST(m.counted AS HUGEINT) * r.num, r.den) END AS num,
    1 AS den, 0 AS beside,
    CASE WHEN m.currency <> getvariable('target') AND r.num IS NULL THEN 'missing_rate:' || m.currency END AS reason,
    m.deal_id, m.outcome, m.counted AS minor, m.currency,
    m.owner_id, m.team_id, m.account_id, m.territory_id, m.pipeline_id, m.type, m.own_offering_id
FROM ({{lines}}) m
LEFT JOIN fact.rate r ON r.target = getvariable('target') AND r.currency = m.currency AND r.day = {{rate_day}}
