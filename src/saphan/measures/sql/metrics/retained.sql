-- Customers as they stood just before two days (`span`): what they were worth at each, at the rates of the first, who
-- was kept, and who looked after them. One table for every reading of retention.
CREATE OR REPLACE TEMP TABLE retained AS
WITH RECURSIVE
link AS (
    SELECT s.place, l.account_id, l.attribute, arg_max(coalesce(l.up_id, -1), (l.effective_at, l.seq)) AS up_id
    FROM span s JOIN account_link l ON l.effective_at < s.now_at AND l.attribute IN ({{links}})
    GROUP BY ALL
),
up AS (
    SELECT place, account_id, coalesce(max(up_id) FILTER (attribute = 'merged_into_id'),
        max(up_id) FILTER (attribute = 'parent_id')) AS up_id
    FROM link WHERE up_id > 0 GROUP BY place, account_id
),
climb AS (
    SELECT place, account_id, up_id, 1 AS depth FROM up
    UNION ALL
    SELECT c.place, c.account_id, u.up_id, c.depth + 1
    FROM climb c JOIN up u ON u.place = c.place AND u.account_id = c.up_id WHERE c.depth < 30
),
root AS (SELECT place, account_id, arg_max(up_id, depth) AS root_id FROM climb GROUP BY place, account_id),
-- The end of one stretch is often the beginning of another.
moment_of AS (
    SELECT place, FALSE AS is_now, before_day AS day, before_at AS at_instant FROM span
    UNION ALL SELECT place, TRUE, now_day, now_at FROM span
),
point AS (
    SELECT row_number() OVER () AS point, * FROM (SELECT DISTINCT day, at_instant FROM moment_of)
),
of_place AS (SELECT place, is_now, point FROM moment_of JOIN point USING (day, at_instant)),
-- Everything that was ever booked. A deal and a line of an order are bearers; a deal has no term.
line AS ({{lines}}),
recent AS (
    SELECT p.point, l.account_id, l.product_id, l.bearer_id, l.currency,
        coalesce(sum(l.minor) FILTER (NOT l.has_term), 0) AS once_minor, sum(l.first_minor) AS booked_minor
    FROM point p JOIN line l ON l.effective_at < p.at_instant AND l.day >= p.day - {{active}}
    GROUP BY ALL
),
term AS (
    SELECT o.place, o.is_now, coalesce(r.root_id, a.account_id) AS customer_id, {{product}} AS product_id,
        a.annual_minor, a.currency, a.to_day >= p.day AS is_running
    FROM of_place o JOIN point p USING (point)
    JOIN agreement a ON a.agreed_at < p.at_instant AND p.at_instant <= a.back_at
        AND a.from_day < p.day AND a.to_day + {{grace}} >= p.day
    LEFT JOIN root r ON r.place = o.place AND r.account_id = a.account_id
),
running AS (SELECT DISTINCT place, is_now, customer_id FROM term WHERE is_running),
renewing AS (
    SELECT DISTINCT o.place, o.is_now, coalesce(r.root_id, v.account_id) AS customer_id
    FROM of_place o JOIN point p USING (point)
    JOIN deal_version v ON v.type = 'renewal' AND v.status = 'open' AND v.removed_at IS NULL
        AND v.valid_from < p.at_instant AND p.at_instant <= v.valid_to
    LEFT JOIN root r ON r.place = o.place AND r.account_id = v.account_id
),
worth AS (
    SELECT o.place, o.is_now, coalesce(r.root_id, c.account_id) AS customer_id, c.product_id, c.currency,
        {{recent}} AS minor, c.once_minor > 0 AS is_active, FALSE AS in_grace
    FROM of_place o JOIN recent c USING (point)
    LEFT JOIN root r ON r.place = o.place AND r.account_id = c.account_id
    UNION ALL
    SELECT place, is_now, customer_id, product_id, currency, {{annual}}, TRUE, FALSE FROM term WHERE is_running
    UNION ALL  -- a term that has run out, while its renewal is being negotiated and nothing else runs
    SELECT t.place, t.is_now, t.customer_id, t.product_id, t.currency, {{annual}}, TRUE, TRUE
    FROM term t SEMI JOIN renewing USING (place, is_now, customer_id)
    ANTI JOIN running USING (place, is_now, customer_id)
    WHERE NOT t.is_running
),
worth_at AS (
    SELECT s.place, d.currency, r.num, r.den FROM span s CROSS JOIN (SELECT DISTINCT currency FROM worth) d
    LEFT JOIN fact.rate r ON r.target = getvariable('target') AND r.currency = d.currency AND r.day = s.before_day
),
priced AS (
    SELECT w.*, CASE WHEN w.currency = getvariable('target') THEN w.minor
        ELSE half_even(CAST(w.minor AS HUGEINT) * r.num, r.den) END AS value,
        CASE WHEN w.currency <> getvariable('target') AND r.num IS NULL AND w.minor <> 0 THEN w.currency END AS unpriced
    FROM worth w JOIN worth_at r ON r.place = w.place AND r.currency = w.currency
),
stood AS (
    SELECT place, customer_id, product_id,
        greatest(coalesce(sum(value) FILTER (NOT is_now), 0), 0) AS before_value,
        greatest(coalesce(sum(value) FILTER (is_now), 0), 0) AS now_value, max(unpriced) AS unpriced,
        bool_or(is_active AND NOT is_now) AS was_active, bool_or(is_active AND is_now) AS now_active,
        bool_or(is_active AND NOT in_grace AND is_now) AS is_safe
    FROM priced GROUP BY place, customer_id, product_id
),
customer AS ({{customer}}),
broken AS ({{broken}}),
kept AS (
    SELECT c.*, c.was_active AND c.now_active AND b.customer_id IS NULL AS is_kept
    FROM customer c LEFT JOIN broken b USING (place, customer_id)
    WHERE c.was_active OR c.now_active
)
SELECT s.slot, s.part, s.now_at, s.now_day, k.*, o.owner_id, t.target_id AS team_id, a.target_id AS territory_id
FROM kept k
JOIN span s USING (place)
LEFT JOIN account_owner o ON o.account_id = k.customer_id AND o.valid_from < s.now_at AND s.now_at <= o.valid_to
LEFT JOIN assignment t ON t.kind = 'member' AND t.entity_id = o.owner_id
    AND t.valid_from < s.now_at AND s.now_at <= t.valid_to
LEFT JOIN assignment a ON a.kind = 'account' AND a.entity_id = k.customer_id
    AND a.valid_from < s.now_at AND s.now_at <= a.valid_to
