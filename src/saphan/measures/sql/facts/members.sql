-- Whoever was on a team before anything was journaled has always been on it. These rows are never part of a
-- base: they are worked out again from the journal and the members of today.
DELETE FROM tail.event WHERE seq = 0;
INSERT INTO tail.event
WITH first AS (
    SELECT entity_id, before, born FROM fact.event WHERE kind = 'member' AND attribute = 'team_id'
    QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY seq) = 1
)
SELECT 'member', entity_id, 0, -9e18::BIGINT, -9e18::BIGINT, 0, 'team_id', value, NULL, TRUE
FROM (
    SELECT id AS entity_id, CAST(team_id AS VARCHAR) AS value
    FROM member_now WHERE id NOT IN (SELECT entity_id FROM first)
    UNION ALL
    SELECT entity_id, before FROM first WHERE NOT born AND before IS NOT NULL
);
