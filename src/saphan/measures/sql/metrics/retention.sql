-- Customers as they stood just before two days (`span`): what they were worth at each, at the rates of the first.
WITH RECURSIVE
link AS (
    SELECT s.slot, s.part, l.account_id, l.attribute, arg_max(coalesce(l.up_id, -1), (l.effective_at, l.seq)) AS up_id
    FROM span s JOIN account_link l ON l.effective_at < s.now_at AND l.attribute IN ({{links}})
    GROUP BY ALL
),
up AS (
    SELECT slot, part, account_id, coalesce(max(up_id) FILTER (attribute = 'merged_into_id'),
        max(up_id) FILTER (attribute = 'parent_id')) AS up_id
    FROM link WHERE up_id > 0 GROUP BY slot, part, account_id
),
climb AS (
    SELECT slot, part, account_id, up_id, 1 AS depth FROM up
    UNION ALL
    SELECT c.slot, c.part, c.account_id, u.up_id, c.depth + 1
    FROM climb c JOIN up u ON u.slot = c.slot AND u.part = c.part AND u.account_id = c.up_id WHERE c.depth < 30
),
root AS (
    SELECT slot, part, account_id, arg_max(up_id, depth) AS root_id FROM climb GROUP BY slot, part, account_id
),
point AS (
    SELECT slot, part, FALSE AS is_now, before_day AS day, before_at AS at_instant FROM span
    UNION ALL SELECT slot, part, TRUE, now_day, now_at FROM span
),
-- Everything that was ever booked. A deal and a line of an order are bearers; a deal has no term.
line AS ({{lines}}),
recent AS (
    SELECT p.slot, p.part, p.is_now, l.account_id, l.product_id, l.bearer_id, l.currency,
        sum(l.minor) FILTER (NOT l.has_term) AS once_minor, sum(l.first_minor) AS booked_minor
    FROM point p JOIN line l ON l.effective_at < p.at_instant AND l.day >= p.day - {{active}}
    GROUP BY ALL
),
term AS (
    SELECT p.slot, p.part, p.is_now, coalesce(r.root_id, a.account_id) AS customer_id, {{product}} AS product_id,
        a.annual_minor, a.currency, p.at_instant, a.to_day >= p.day AS is_running
    FROM point p
    JOIN agreement a ON a.agreed_at < p.at_instant AND p.at_instant <= a.back_at
        AND a.from_day < p.day AND a.to_day + {{grace}} >= p.day
    LEFT JOIN root r ON r.slot = p.slot AND r.part = p.part AND r.account_id = a.account_id
),
running AS (SELECT DISTINCT slot, part, is_now, customer_id FROM term WHERE is_running),
renewing AS (
    SELECT DISTINCT p.slot, p.part, p.is_now, coalesce(r.root_id, v.account_id) AS customer_id
    FROM point p
    JOIN deal_version v ON v.type = 'renewal' AND v.status = 'open' AND v.removed_at IS NULL
        AND v.valid_from < p.at_instant AND p.at_instant <= v.valid_to
    LEFT JOIN root r ON r.slot = p.slot AND r.part = p.part AND r.account_id = v.account_id
),
worth AS (
    SELECT c.slot, c.part, c.is_now, coalesce(r.root_id, c.account_id) AS customer_id, c.product_id, c.currency,
        {{recent}} AS minor, coalesce(c.once_minor, 0) > 0 AS is_active, FALSE AS in_grace
    FROM recent c LEFT JOIN root r ON r.slot = c.slot AND r.part = c.part AND r.account_id = c.account_id
    UNION ALL
    SELECT slot, part, is_now, customer_id, product_id, currency, {{annual}}, TRUE, FALSE FROM term WHERE is_running
    UNION ALL  -- a term that has run out, while its renewal is being negotiated and nothing else runs
    SELECT t.slot, t.part, t.is_now, t.customer_id, t.product_id, t.currency, {{annual}}, TRUE, TRUE
    FROM term t SEMI JOIN renewing USING (slot, part, is_now, customer_id)
    ANTI JOIN running USING (slot, part, is_now, customer_id)
    WHERE NOT t.is_running
),
priced AS (
    SELECT w.*, CASE WHEN w.currency = getvariable('target') THEN w.minor
        ELSE half_even(CAST(w.minor AS HUGEINT) * r.num, r.den) END AS value,
        CASE WHEN w.currency <> getvariable('target') AND r.num IS NULL AND w.minor <> 0 THEN w.currency END AS unpriced
    FROM worth w
    JOIN span s USING (slot, part)
    LEFT JOIN fact.rate r ON r.target = getvariable('target') AND r.currency = w.currency AND r.day = s.before_day
),
stood AS (
    SELECT slot, part, customer_id, product_id,
        greatest(coalesce(sum(value) FILTER (NOT is_now), 0), 0) AS before_value,
        greatest(coalesce(sum(value) FILTER (is_now), 0), 0) AS now_value, max(unpriced) AS unpriced
    FROM priced GROUP BY ALL
),
customer AS (
    SELECT slot, part, customer_id, coalesce(bool_or(is_active) FILTER (NOT is_now), FALSE) AS was_active,
        coalesce(bool_or(is_active) FILTER (is_now), FALSE) AS now_active,
        coalesce(bool_or(is_active AND NOT in_grace) FILTER (is_now), FALSE) AS is_safe
    FROM priced GROUP BY ALL
),
broken AS ({{broken}}),
kept AS (
    SELECT c.*, c.was_active AND c.now_active AND b.customer_id IS NULL AS is_kept
    FROM customer c LEFT JOIN broken b USING (slot, part, customer_id)
    WHERE c.was_active OR c.now_active
),
counted AS ({{counted}})
SELECT k.slot, k.part, k.customer_id AS entity_id, CAST(k.event_id AS BIGINT) AS event_id,
    s.now_at - 1 AS effective_at, CAST(s.now_day - 1 AS INTEGER) AS day, CAST(k.num AS BIGINT) AS num,
    CAST(k.den AS BIGINT) AS den, CAST(k.beside AS BIGINT) AS beside, k.reason, NULL::BIGINT AS deal_id,
    CASE WHEN NOT k.was_active THEN 'new_customer' WHEN NOT k.is_kept THEN 'customer_lost'
        WHEN NOT k.is_safe THEN 'customer_in_grace' ELSE 'customer_kept' END AS outcome,
    NULL::BIGINT AS minor, NULL::VARCHAR AS currency, o.owner_id, t.target_id AS team_id, k.customer_id AS account_id,
    a.target_id AS territory_id, NULL::BIGINT AS pipeline_id, NULL::VARCHAR AS type
FROM counted k
JOIN span s USING (slot, part)
LEFT JOIN account_owner o ON o.account_id = k.customer_id AND o.valid_from < s.now_at AND s.now_at <= o.valid_to
LEFT JOIN assignment t ON t.kind = 'member' AND t.entity_id = o.owner_id
    AND t.valid_from < s.now_at AND s.now_at <= t.valid_to
LEFT JOIN assignment a ON a.kind = 'account' AND a.entity_id = k.customer_id
    AND a.valid_from < s.now_at AND s.now_at <= a.valid_to
