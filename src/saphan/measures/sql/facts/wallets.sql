-- What clients are thought to spend a year on a service, from the day it was said until the next word about it.
DELETE FROM {{own}}.wallet;
INSERT INTO {{own}}.wallet
WITH
named AS (
    SELECT entity_id, CAST(arg_max(value, seq) FILTER (attribute = 'account_id') AS BIGINT) AS account_id,
        CAST(arg_max(value, seq) FILTER (attribute = 'offering_id') AS BIGINT) AS offering_id,
        coalesce(arg_max(coalesce(value, ''), seq) FILTER (attribute = 'unit_id'), '') = '' AS is_whole,
        coalesce(arg_max(coalesce(value, ''), seq) FILTER (attribute = 'removed_at'), '') <> '' AS is_gone
    FROM fact.event WHERE kind = 'whitespace_cell' AND recorded_at <= getvariable('known_at') GROUP BY entity_id
),
step AS (
    SELECT entity_id, seq, effective_at,
        CASE WHEN attribute = 'potential_minor' THEN coalesce(CAST(value AS BIGINT), -1) END AS minor,
        CASE WHEN attribute = 'currency' THEN coalesce(value, '') END AS currency,
        CASE WHEN attribute = 'potential_source' THEN coalesce(value, '') END AS source
    FROM fact.event
    WHERE kind = 'whitespace_cell' AND attribute IN ('potential_minor', 'currency', 'potential_source')
        AND recorded_at <= getvariable('known_at')
),
filled AS (
    SELECT entity_id, effective_at, coalesce(lead(effective_at) OVER w, 9e18::BIGINT) AS valid_to,
        coalesce(last_value(minor IGNORE NULLS) OVER w, -1) AS minor,
        coalesce(last_value(currency IGNORE NULLS) OVER w, '') AS currency,
        coalesce(last_value(source IGNORE NULLS) OVER w, '') <> '' AS has_source
    FROM step WINDOW w AS (PARTITION BY entity_id ORDER BY effective_at, seq)
)
SELECT n.account_id, n.offering_id, n.is_whole, f.effective_at, f.valid_to, f.minor, f.currency, f.has_source
FROM filled f JOIN named n USING (entity_id)
WHERE NOT n.is_gone AND f.minor >= 0 AND f.valid_to <> f.effective_at;
