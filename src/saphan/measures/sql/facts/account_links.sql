-- What was entered first about a client's parent reaches back to the beginning, like its territory.
DELETE FROM {{own}}.account_link;
INSERT INTO {{own}}.account_link
SELECT entity_id, attribute, CASE WHEN born THEN -9e18::BIGINT ELSE effective_at END, seq, CAST(value AS BIGINT)
FROM fact.event
WHERE kind = 'account' AND attribute IN ('parent_id', 'merged_into_id')
    AND recorded_at <= getvariable('known_at');
