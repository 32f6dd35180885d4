-- Teams, territories and stages: small, and rebuilt as a whole. A first value reaches back to the beginning:
-- history that was brought in is older than the record that says where somebody belongs.
DELETE FROM {{own}}.assignment;
INSERT INTO {{own}}.assignment
WITH
change AS (
    SELECT * FROM fact.event
    WHERE recorded_at <= getvariable('known_at')
        AND ((kind = 'member' AND attribute = 'team_id') OR (kind = 'account' AND attribute = 'territory_id'))
),
known AS (
    SELECT kind, entity_id, seq,
        CASE WHEN born AND row_number() OVER w = 1 THEN -9e18::BIGINT ELSE effective_at END AS effective_at, value
    FROM change WINDOW w AS (PARTITION BY kind, entity_id ORDER BY effective_at, seq)
    UNION ALL  -- what a record began with, when its birth is not in the journal
    (SELECT kind, entity_id, 0, -9e18::BIGINT, before FROM change
    QUALIFY row_number() OVER (PARTITION BY kind, entity_id ORDER BY seq) = 1 AND NOT born)
)
SELECT kind, entity_id, effective_at, coalesce(lead(effective_at) OVER w, 9e18::BIGINT) AS valid_to,
    CAST(value AS BIGINT)
FROM known
WINDOW w AS (PARTITION BY kind, entity_id ORDER BY effective_at, seq)
QUALIFY valid_to <> effective_at;

DELETE FROM {{own}}.stage_mark;
INSERT INTO {{own}}.stage_mark
WITH
step AS (
    SELECT entity_id AS stage_id, seq, effective_at, born,
        CASE WHEN attribute = 'pipeline_id' THEN CAST(value AS BIGINT) END AS pipeline_id,
        CASE WHEN attribute = 'position' THEN CAST(value AS INTEGER) END AS position,
        CASE WHEN attribute = 'is_qualified' THEN value = 'true' END AS is_qualified,
        CASE WHEN attribute = 'is_negotiation' THEN value = 'true' END AS is_negotiation,
        CASE WHEN attribute = 'removed_at' THEN value IS NOT NULL END AS is_retired
    FROM fact.event WHERE kind = 'stage' AND recorded_at <= getvariable('known_at')
),
filled AS (
    SELECT stage_id,
        CASE WHEN first_value(born) OVER w AND effective_at = first_value(effective_at) OVER w
            THEN -9e18::BIGINT ELSE effective_at END AS valid_from,
        coalesce(lead(effective_at) OVER w, 9e18::BIGINT) AS valid_to,
        last_value(pipeline_id IGNORE NULLS) OVER w AS pipeline_id,
        last_value(position IGNORE NULLS) OVER w AS position,
        coalesce(last_value(is_qualified IGNORE NULLS) OVER w, FALSE) AS is_qualified,
        coalesce(last_value(is_negotiation IGNORE NULLS) OVER w, FALSE) AS is_negotiation,
        coalesce(last_value(is_retired IGNORE NULLS) OVER w, FALSE) AS is_retired,
        lead(effective_at) OVER w IS NOT DISTINCT FROM effective_at AS is_overtaken
    FROM step WINDOW w AS (PARTITION BY stage_id ORDER BY effective_at, seq)
),
stage AS (SELECT * FROM filled WHERE NOT is_overtaken),
-- A mark set on one stage changes what the stages after it mean.
cut AS (
    SELECT DISTINCT s.stage_id, greatest(s.valid_from, other.valid_from) AS valid_from
    FROM stage s JOIN stage other ON other.pipeline_id = s.pipeline_id AND other.valid_from < s.valid_to
),
piece AS (
    SELECT *, coalesce(lead(valid_from) OVER (PARTITION BY stage_id ORDER BY valid_from), 9e18::BIGINT) AS valid_to
    FROM cut
)
SELECT p.stage_id, p.valid_from, p.valid_to, s.is_qualified,
    coalesce(s.position >= n.position, s.is_qualified), n.position IS NULL
FROM piece p
JOIN stage s ON s.stage_id = p.stage_id AND s.valid_from <= p.valid_from AND p.valid_from < s.valid_to
LEFT JOIN (
    SELECT p.stage_id, p.valid_from, min(m.position) AS position
    FROM piece p
    JOIN stage s ON s.stage_id = p.stage_id AND s.valid_from <= p.valid_from AND p.valid_from < s.valid_to
    JOIN stage m ON m.pipeline_id = s.pipeline_id AND m.is_negotiation AND NOT m.is_retired
        AND m.valid_from <= p.valid_from AND p.valid_from < m.valid_to
    GROUP BY ALL
) n ON n.stage_id = p.stage_id AND n.valid_from = p.valid_from;
