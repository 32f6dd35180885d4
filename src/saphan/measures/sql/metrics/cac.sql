-- Costs of the period (moved back by the typical cycle where wanted), and the customers that were new in it.
WITH RECURSIVE
up AS (
    SELECT account_id, coalesce(max(up_id) FILTER (attribute = 'merged_into_id'),
        max(up_id) FILTER (attribute = 'parent_id')) AS up_id
    FROM (
        SELECT account_id, attribute, arg_max(coalesce(up_id, -1), (effective_at, seq)) AS up_id
        FROM account_link
        WHERE effective_at <= getvariable('as_of') AND attribute IN ({{links}})
        GROUP BY account_id, attribute
    ) WHERE up_id > 0
    GROUP BY account_id
),
climb AS (
    SELECT account_id, up_id, 1 AS depth FROM up
    UNION ALL
    SELECT c.account_id, u.up_id, c.depth + 1 FROM climb c JOIN up u ON u.account_id = c.up_id WHERE c.depth < 30
),
root AS (SELECT account_id, arg_max(up_id, depth) AS root_id FROM climb GROUP BY account_id),
win AS (
    SELECT m.*, coalesce(r.root_id, m.account_id) AS customer_id, g.entity_id IS NOT NULL AS is_gone
    FROM moment m
    LEFT JOIN root r ON r.account_id = m.account_id
    LEFT JOIN gone g ON g.kind = 'opportunity' AND g.entity_id = m.deal_id
    WHERE m.kind = 'closed' AND m.outcome = 'won'
        AND m.effective_at <= getvariable('as_of') AND m.ends_at > getvariable('as_of')
),
ordered AS (
    SELECT *, day - lag(day) OVER (PARTITION BY customer_id ORDER BY effective_at, event_id) AS quiet,
        row_number() OVER (PARTITION BY customer_id ORDER BY effective_at, event_id) AS place
    FROM win WHERE NOT is_gone AND customer_id IS NOT NULL
),
lag_of AS (
    SELECT s.slot, {{lag}} AS days
    FROM slot s
    LEFT JOIN (
        SELECT d.slot, w.day - q.day AS days
        FROM win w JOIN slot_day d ON d.day = w.day
        JOIN moment q ON q.kind = 'qualified' AND q.deal_id = w.deal_id AND q.how IS DISTINCT FROM 'win'
        WHERE NOT w.is_gone AND w.day >= q.day
    ) c ON c.slot = s.slot
    GROUP BY s.slot
),
span AS (
    SELECT s.slot, s.part, s.start_day - l.days AS start_day,
        least(s.end_day, getvariable('known_day') + 1) - l.days AS end_day
    FROM slot s JOIN lag_of l USING (slot)
),
standard (table_key, kind, share) AS (VALUES {{standard}}),
spent AS (
    SELECT p.slot, p.part, c.*,
        CAST(c.minor AS HUGEINT) * least(p.end_day - c.from_day, c.last_day - c.from_day + 1)
            // (c.last_day - c.from_day + 1)
        - CAST(c.minor AS HUGEINT) * greatest(p.start_day - c.from_day, 0) // (c.last_day - c.from_day + 1)
            AS part_minor,
        coalesce(c.share, v.share, d.share, 0) AS part_share
    FROM span p
    JOIN cost c ON c.last_day >= p.start_day AND c.from_day < p.end_day
    LEFT JOIN cost_share v ON v.table_key = '{{shares}}' AND v.kind = c.kind
        AND v.valid_from <= c.from_day AND c.from_day < v.valid_to
    LEFT JOIN standard d ON d.table_key = '{{shares}}' AND d.kind = c.kind
)
SELECT s.slot, s.part, s.cost_id AS entity_id, s.seq AS event_id, s.effective_at, s.from_day AS day,
    CASE WHEN s.currency = getvariable('target') THEN half_even(s.part_minor * s.part_share, 10000)
        WHEN r.num IS NULL THEN 0
        ELSE half_even(s.part_minor * s.part_share * r.num, 10000 * r.den) END AS num,
    0 AS den, 0 AS beside,
    CASE WHEN s.is_gone THEN 'duplicate'
        WHEN s.currency <> getvariable('target') AND r.num IS NULL THEN 'missing_rate:' || s.currency END AS reason,
    NULL::BIGINT AS deal_id, 'cost' AS outcome, CAST(s.part_minor AS BIGINT) AS minor, s.currency,
    NULL::BIGINT AS owner_id, NULL::BIGINT AS team_id, NULL::BIGINT AS account_id, s.territory_id,
    NULL::BIGINT AS pipeline_id, NULL::VARCHAR AS type
FROM spent s
LEFT JOIN fact.rate r ON r.target = getvariable('target') AND r.currency = s.currency AND r.day = s.from_day
UNION ALL
SELECT d.slot, d.part, o.customer_id, o.event_id, o.effective_at, o.day, 0, 1, 0, NULL,
    o.deal_id, 'new_customer', o.minor, o.currency, o.owner_id, o.team_id, o.account_id, o.territory_id,
    o.pipeline_id, o.type
FROM ordered o JOIN slot_day d ON d.day = o.day
WHERE o.place = 1 OR ({{win_back}} AND o.quiet > {{inactive}})
UNION ALL
SELECT d.slot, d.part, w.deal_id, w.event_id, w.effective_at, w.day, 0, 1, 0,
    CASE WHEN w.is_gone THEN 'duplicate' ELSE 'no_account' END, w.deal_id, 'won', w.minor, w.currency,
    w.owner_id, w.team_id, w.account_id, w.territory_id, w.pipeline_id, w.type
FROM win w JOIN slot_day d ON d.day = w.day
WHERE w.is_gone OR w.customer_id IS NULL
