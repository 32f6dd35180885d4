-- Each family of the orders, against what the customer held of it just before: the value of
-- the family in the latest earlier order that has it. Everything at the plan rate, so that rates move nothing.
WITH RECURSIVE
{{roots}}
bought AS (
    SELECT o.*, coalesce(r.root_id, o.account_id) AS customer_id, g.entity_id IS NOT NULL AS is_gone
    FROM ordered o
    LEFT JOIN root r ON r.account_id = o.account_id
    LEFT JOIN gone g ON g.kind = 'order' AND g.entity_id = o.order_id
    WHERE o.effective_at <= getvariable('as_of')
),
line AS (
    SELECT m.order_id, m.family, m.effective_at, m.currency, m.minor,
        CASE WHEN m.currency = getvariable('target') THEN m.minor
            ELSE half_even(CAST(m.minor AS HUGEINT) * r.num, r.den) END AS value
    FROM sale m
    LEFT JOIN fact.rate r ON r.target = getvariable('target') AND r.currency = m.currency AND r.day = -1000000
    WHERE m.effective_at <= getvariable('as_of')
),
wanted AS (
    SELECT b.*, v.status FROM bought b
    JOIN order_version v ON v.order_id = b.order_id
        AND v.valid_from <= getvariable('as_of') AND getvariable('as_of') < v.valid_to
),
-- Orders that stood just before each wanted one.
before AS (
    SELECT DISTINCT w.order_id, p.order_id AS earlier_id, p.effective_at AS earlier_at, p.event_id AS earlier_event,
        w.effective_at AS now_at
    FROM wanted w
    JOIN bought p ON p.customer_id = w.customer_id AND NOT p.is_gone
        AND (p.effective_at, p.event_id) < (w.effective_at, w.event_id)
    JOIN order_version v ON v.order_id = p.order_id AND v.status <> 'cancelled'
        AND v.valid_from <= w.effective_at AND w.effective_at < v.valid_to
),
held AS (
    SELECT order_id, family, arg_max(value, (earlier_at, earlier_event)) AS value
    FROM (
        SELECT b.order_id, l.family, b.earlier_at, b.earlier_event, sum(l.value) AS value
        FROM before b JOIN line l ON l.order_id = b.earlier_id AND l.effective_at <= b.now_at
        GROUP BY ALL
    ) WHERE value > 0
    GROUP BY order_id, family
),
now AS (
    SELECT order_id, family, sum(minor) AS own, max(currency) AS currency, sum(value) AS value,
        max(currency) FILTER (value IS NULL) AS missing
    FROM line GROUP BY order_id, family
)
SELECT w.order_id AS entity_id, w.event_id, w.effective_at, w.day,
    w.effective_at AS from_at, 9e18::BIGINT AS to_at, NULL::INTEGER AS due_day,
    coalesce({{counted}}, 0) AS num, coalesce(n.value, 0) AS den,
    greatest(coalesce(h.value, 0) - coalesce(n.value, 0), 0) AS beside,
    CASE WHEN w.is_gone THEN 'duplicate' WHEN w.status = 'cancelled' THEN 'cancelled'
        WHEN n.missing IS NOT NULL THEN 'missing_rate:' || n.missing
        WHEN e.order_id IS NULL THEN 'first_order' END AS reason,
    NULL::BIGINT AS deal_id, 'ordered' AS outcome, CAST(n.own AS BIGINT) AS minor, n.currency,
    w.owner_id, w.team_id, w.account_id, w.territory_id, NULL::BIGINT AS pipeline_id, NULL::VARCHAR AS type,
    n.family
FROM wanted w
JOIN now n ON n.order_id = w.order_id
LEFT JOIN held h ON h.order_id = w.order_id AND h.family = n.family
LEFT JOIN (SELECT DISTINCT order_id FROM before) e ON e.order_id = w.order_id
