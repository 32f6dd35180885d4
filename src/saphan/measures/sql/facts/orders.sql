-- Orders as they stood through time, and what the ledger holds of each with who gets the credit. Rebuilt as a whole.
DELETE FROM {{own}}.order_version;
INSERT INTO {{own}}.order_version
WITH step AS (
    SELECT entity_id AS order_id, seq, effective_at,
        CASE WHEN attribute = 'status' THEN value END AS status,
        CASE WHEN attribute = 'account_id' THEN CAST(value AS BIGINT) END AS account_id,
        CASE WHEN attribute = 'owner_id' THEN coalesce(CAST(value AS BIGINT), -1) END AS owner_id,
        CASE WHEN attribute = 'removed_at' THEN coalesce(CAST(value AS BIGINT), -1) END AS removed_at
    FROM fact.event WHERE kind = 'order' AND recorded_at <= getvariable('known_at')
)
SELECT order_id, effective_at, coalesce(lead(effective_at) OVER w, 9e18::BIGINT) AS valid_to,
    last_value(status IGNORE NULLS) OVER w, last_value(account_id IGNORE NULLS) OVER w,
    nullif(last_value(owner_id IGNORE NULLS) OVER w, -1), nullif(last_value(removed_at IGNORE NULLS) OVER w, -1)
FROM step
WINDOW w AS (PARTITION BY order_id ORDER BY effective_at, seq)
QUALIFY valid_to <> effective_at;

DELETE FROM {{own}}.gone WHERE kind = 'order';
INSERT INTO {{own}}.gone
SELECT 'order', order_id FROM order_version WHERE valid_to = 9e18::BIGINT AND removed_at IS NOT NULL;

DELETE FROM {{own}}.ordered;
INSERT INTO {{own}}.ordered
SELECT e.order_id, e.seq, e.effective_at, e.day, v.owner_id, t.target_id, v.account_id, a.target_id
FROM (
    SELECT entity_id AS order_id, seq, effective_at, day FROM fact.event
    WHERE kind = 'order' AND born AND recorded_at <= getvariable('known_at')
    QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY seq) = 1
) e
JOIN order_version v ON v.order_id = e.order_id AND v.valid_from <= e.effective_at AND e.effective_at < v.valid_to
LEFT JOIN assignment t ON t.kind = 'member' AND t.entity_id = v.owner_id
    AND t.valid_from <= e.effective_at AND e.effective_at < t.valid_to
LEFT JOIN assignment a ON a.kind = 'account' AND a.entity_id = v.account_id
    AND a.valid_from <= e.effective_at AND e.effective_at < a.valid_to;

DELETE FROM {{own}}.sale;
INSERT INTO {{own}}.sale
SELECT l.line_id, l.order_id, l.order_line_id, l.deal_id, l.offering_id, coalesce(f.family, ''),
    l.effective_at, l.day, l.minor,
    CASE WHEN l.months > 12 THEN half_even(CAST(l.minor AS HUGEINT) * 12, l.months) ELSE l.minor END,
    l.currency, l.is_pass_through, v.owner_id, t.target_id, v.account_id, a.target_id, l.months,
    coalesce(f.start_day, l.day)
FROM fact.ledger_line l
LEFT JOIN (
    SELECT entity_id, arg_max(value, seq) FILTER (attribute = 'family') AS family,
        CAST(arg_max(value, seq) FILTER (attribute = 'starts_on') AS DATE) - DATE '1970-01-01' AS start_day
    FROM fact.event WHERE kind = 'order_line' AND recorded_at <= getvariable('known_at')
    GROUP BY entity_id
) f ON f.entity_id = l.order_line_id
JOIN order_version v ON v.order_id = l.order_id AND v.valid_from <= l.effective_at AND l.effective_at < v.valid_to
LEFT JOIN assignment t ON t.kind = 'member' AND t.entity_id = v.owner_id
    AND t.valid_from <= l.effective_at AND l.effective_at < t.valid_to
LEFT JOIN assignment a ON a.kind = 'account' AND a.entity_id = v.account_id
    AND a.valid_from <= l.effective_at AND l.effective_at < a.valid_to
WHERE l.order_id IS NOT NULL AND l.recorded_at <= getvariable('known_at');

DELETE FROM {{own}}.agreement;
INSERT INTO {{own}}.agreement
SELECT order_line_id, account_id, offering_id, start_day,
    CAST(DATE '1970-01-01' + start_day + to_months(months) AS DATE) - DATE '1970-01-01', effective_at, back_at, back_day,
    CAST(half_even(CAST(net AS HUGEINT) * 12, months) AS BIGINT), currency
FROM (
    SELECT *, sum(minor) OVER w AS net, coalesce(lead(effective_at) OVER w, 9e18::BIGINT) AS back_at,
        coalesce(lead(day) OVER w, 1000000) AS back_day
    FROM sale WHERE months IS NOT NULL
    WINDOW w AS (PARTITION BY order_line_id ORDER BY effective_at, line_id)
) WHERE net > 0 AND back_at > effective_at;

-- How each order is shared out over offerings, as a whole (family null) and within each family, in hundredths of a
-- percent, by what was ordered at first; evenly where that is nothing.
DELETE FROM {{own}}.order_share;
INSERT INTO {{own}}.order_share
WITH sized AS (
    SELECT order_id, family, offering_id, sum(CAST(first_minor AS HUGEINT)) AS size, grouping(family) AS is_whole
    FROM sale WHERE minor >= 0 GROUP BY GROUPING SETS ((order_id, family, offering_id), (order_id, offering_id))
),
evened AS (
    SELECT * REPLACE (CASE WHEN sum(size) OVER w = 0 THEN 1 ELSE size END AS size)
    FROM sized WINDOW w AS (PARTITION BY order_id, is_whole, family)
),
part AS (
    SELECT *, size * 10000 // sum(size) OVER w AS whole, size * 10000 % sum(size) OVER w AS rest
    FROM evened WINDOW w AS (PARTITION BY order_id, is_whole, family)
)
SELECT order_id, family, offering_id,
    whole + CAST(row_number() OVER (PARTITION BY order_id, is_whole, family ORDER BY rest DESC, offering_id)
        <= 10000 - sum(whole) OVER (PARTITION BY order_id, is_whole, family) AS INTEGER)
FROM part;
