-- How the deals in `touched` are shared out over offerings by the amounts of their lines, evenly where a
-- line has none. The lines a deal began with reach back to its beginning.
DELETE FROM {{own}}.deal_share WHERE deal_id IN (SELECT deal_id FROM touched);
INSERT INTO {{own}}.deal_share
WITH
step AS (
    SELECT entity_id AS line_id, seq, effective_at, born,
        CASE WHEN attribute = 'opportunity_id' THEN CAST(value AS BIGINT) END AS deal_id,
        CASE WHEN attribute = 'offering_id' THEN CAST(value AS BIGINT) END AS offering_id,
        CASE WHEN attribute = 'amount_minor' THEN coalesce(CAST(value AS BIGINT), -1) END AS amount,
        CASE WHEN attribute = 'removed_at' THEN value IS NOT NULL END AS is_removed
    FROM fact.event WHERE kind = 'opportunity_line' AND recorded_at <= getvariable('known_at')
),
filled AS (
    SELECT line_id, effective_at AS valid_from, coalesce(lead(effective_at) OVER w, 9e18::BIGINT) AS valid_to,
        last_value(deal_id IGNORE NULLS) OVER w AS deal_id,
        last_value(offering_id IGNORE NULLS) OVER w AS offering_id,
        nullif(last_value(amount IGNORE NULLS) OVER w, -1) AS amount,
        coalesce(last_value(is_removed IGNORE NULLS) OVER w, FALSE) AS is_removed
    FROM step WINDOW w AS (PARTITION BY line_id ORDER BY effective_at, seq)
    QUALIFY valid_to <> valid_from
),
line AS (
    SELECT * REPLACE (CASE WHEN valid_from = min(valid_from) OVER (PARTITION BY deal_id)
        THEN -9e18::BIGINT ELSE valid_from END AS valid_from)
    FROM filled SEMI JOIN touched USING (deal_id)
),
piece AS (
    SELECT deal_id, valid_from,
        coalesce(lead(valid_from) OVER (PARTITION BY deal_id ORDER BY valid_from), 9e18::BIGINT) AS valid_to
    FROM (SELECT DISTINCT deal_id, valid_from FROM line)
),
standing AS (
    SELECT p.deal_id, p.valid_from, p.valid_to, l.offering_id, count(*) AS lines, sum(l.amount) AS amount,
        bool_or(l.amount IS NULL) AS unpriced
    FROM piece p JOIN line l ON l.deal_id = p.deal_id AND NOT l.is_removed
        AND l.valid_from <= p.valid_from AND p.valid_from < l.valid_to
    GROUP BY ALL
),
sized AS (
    SELECT *, CASE WHEN bool_or(unpriced) OVER w OR sum(amount) OVER w = 0
        THEN CAST(lines AS HUGEINT) ELSE CAST(amount AS HUGEINT) END AS size
    FROM standing WINDOW w AS (PARTITION BY deal_id, valid_from)
),
part AS (
    SELECT *, size * 10000 // sum(size) OVER w AS whole, size * 10000 % sum(size) OVER w AS rest
    FROM sized WINDOW w AS (PARTITION BY deal_id, valid_from)
)
SELECT deal_id, valid_from, valid_to, offering_id,
    whole + CAST(row_number() OVER (PARTITION BY deal_id, valid_from ORDER BY rest DESC, offering_id)
        <= 10000 - sum(whole) OVER (PARTITION BY deal_id, valid_from) AS INTEGER)
FROM part;
