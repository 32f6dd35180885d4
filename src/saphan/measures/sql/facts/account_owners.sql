-- The owner a client was entered with reaches back to the beginning, like its territory.
DELETE FROM {{own}}.account_owner;
INSERT INTO {{own}}.account_owner
WITH
change AS (
    SELECT * FROM fact.event
    WHERE kind = 'account' AND attribute = 'owner_id' AND recorded_at <= getvariable('known_at')
),
known AS (
    SELECT entity_id, seq, value,
        CASE WHEN born AND row_number() OVER w = 1 THEN -9e18::BIGINT ELSE effective_at END AS effective_at
    FROM change WINDOW w AS (PARTITION BY entity_id ORDER BY effective_at, seq)
)
SELECT entity_id, effective_at, coalesce(lead(effective_at) OVER w, 9e18::BIGINT) AS valid_to, CAST(value AS BIGINT)
FROM known
WINDOW w AS (PARTITION BY entity_id ORDER BY effective_at, seq)
QUALIFY valid_to <> effective_at;
