-- Buying centres, and who works in them from which day until before which. Both hold as they were last known.
DELETE FROM {{own}}.centre_state;
INSERT INTO {{own}}.centre_state
WITH
named AS (
    SELECT entity_id, CAST(arg_max(value, seq) FILTER (attribute = 'account_id') AS BIGINT) AS account_id,
        coalesce(arg_max(coalesce(value, ''), seq) FILTER (attribute = 'removed_at'), '') <> '' AS is_gone
    FROM fact.event WHERE kind = 'business_unit' AND recorded_at <= getvariable('known_at') GROUP BY entity_id
),
step AS (
    SELECT entity_id, seq, value = 'active' AS is_active,
        CASE WHEN born AND row_number() OVER w = 1 THEN -9e18::BIGINT ELSE effective_at END AS effective_at
    FROM fact.event
    WHERE kind = 'business_unit' AND attribute = 'status' AND recorded_at <= getvariable('known_at')
    WINDOW w AS (PARTITION BY entity_id ORDER BY effective_at, seq)
)
SELECT s.entity_id, n.account_id, s.effective_at, coalesce(lead(s.effective_at) OVER w, 9e18::BIGINT) AS valid_to,
    s.is_active
FROM step s JOIN named n USING (entity_id)
WHERE NOT n.is_gone
WINDOW w AS (PARTITION BY s.entity_id ORDER BY s.effective_at, s.seq)
QUALIFY valid_to <> s.effective_at;

DELETE FROM {{own}}.centre_job;
INSERT INTO {{own}}.centre_job
SELECT unit_id, coalesce(CAST(since AS DATE) - DATE '1970-01-01', -1000000) AS from_day,
    coalesce(CAST(until AS DATE) - DATE '1970-01-01', 1000000) AS to_day
FROM (
    SELECT entity_id, CAST(nullif(arg_max(coalesce(value, ''), seq) FILTER (attribute = 'unit_id'), '') AS BIGINT) AS unit_id,
        nullif(arg_max(coalesce(value, ''), seq) FILTER (attribute = 'from_date'), '') AS since,
        nullif(arg_max(coalesce(value, ''), seq) FILTER (attribute = 'to_date'), '') AS until,
        coalesce(arg_max(coalesce(value, ''), seq) FILTER (attribute = 'removed_at'), '') <> '' AS is_gone
    FROM fact.event WHERE kind = 'affiliation' AND recorded_at <= getvariable('known_at') GROUP BY entity_id
)
WHERE unit_id IS NOT NULL AND NOT is_gone;
