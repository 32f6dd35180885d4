-- Whether a client was a target. What it was entered with reaches back to the beginning, like its territory.
DELETE FROM {{own}}.target_state;
INSERT INTO {{own}}.target_state
WITH
change AS (
    SELECT * FROM fact.event
    WHERE kind = 'account' AND attribute = 'is_target' AND recorded_at <= getvariable('known_at')
),
known AS (
    SELECT entity_id, seq, coalesce(value, '') = 'true' AS is_target,
        CASE WHEN born AND row_number() OVER w = 1 THEN -9e18::BIGINT ELSE effective_at END AS effective_at
    FROM change WINDOW w AS (PARTITION BY entity_id ORDER BY effective_at, seq)
)
SELECT entity_id, effective_at, coalesce(lead(effective_at) OVER w, 9e18::BIGINT) AS valid_to, is_target
FROM known
WINDOW w AS (PARTITION BY entity_id ORDER BY effective_at, seq)
QUALIFY valid_to <> effective_at;
