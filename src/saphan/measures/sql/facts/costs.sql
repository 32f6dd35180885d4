-- A cost is what is known of it: a correction counts for the whole line, from when it is known.
DELETE FROM {{own}}.cost;
INSERT INTO {{own}}.cost
SELECT entity_id, min(seq), min(effective_at) FILTER (born),
    CAST(arg_max(value, seq) FILTER (attribute = 'starts_on') AS DATE) - DATE '1970-01-01' AS from_day,
    CAST(arg_max(value, seq) FILTER (attribute = 'ends_on') AS DATE) - DATE '1970-01-01',
    arg_max(value, seq) FILTER (attribute = 'kind'),
    arg_max(value, seq) FILTER (attribute = 'currency'),
    CAST(arg_max(value, seq) FILTER (attribute = 'amount_minor') AS BIGINT),
    CAST(nullif(arg_max(coalesce(value, ''), seq) FILTER (attribute = 'acquisition_share'), '') AS INTEGER),
    CAST(nullif(arg_max(coalesce(value, ''), seq) FILTER (attribute = 'territory_id'), '') AS BIGINT),
    CAST(nullif(arg_max(coalesce(value, ''), seq) FILTER (attribute = 'campaign_id'), '') AS BIGINT),
    coalesce(arg_max(coalesce(value, ''), seq) FILTER (attribute = 'removed_at'), '') <> ''
FROM fact.event
WHERE kind = 'cost_line' AND recorded_at <= getvariable('known_at')
GROUP BY entity_id
HAVING from_day IS NOT NULL;

DELETE FROM {{own}}.cost_share;
INSERT INTO {{own}}.cost_share
WITH
named AS (
    SELECT entity_id, arg_max(value, seq) FILTER (attribute = 'table') AS table_key,
        arg_max(value, seq) FILTER (attribute = 'kind') AS kind
    FROM fact.event
    WHERE kind = 'acquisition_share' AND recorded_at <= getvariable('known_at')
    GROUP BY entity_id
),
step AS (
    SELECT entity_id, day, seq, CAST(value AS INTEGER) AS share
    FROM fact.event
    WHERE kind = 'acquisition_share' AND attribute = 'share' AND recorded_at <= getvariable('known_at')
)
SELECT n.table_key, n.kind, s.day, coalesce(lead(s.day) OVER w, 1000000) AS valid_to, s.share
FROM step s JOIN named n USING (entity_id)
WINDOW w AS (PARTITION BY s.entity_id ORDER BY s.day, s.seq)
QUALIFY valid_to <> s.day;
