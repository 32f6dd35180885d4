-- Whoever was on a team before anything was journaled has always been on it.
DELETE FROM fact.event WHERE kind = 'member' AND seq = 0;
INSERT INTO fact.event
SELECT 'member', id, 0, -9e18::BIGINT, -9e18::BIGINT, 0, 'team_id', CAST(team_id AS VARCHAR), NULL, TRUE
FROM member_now
WHERE id NOT IN (SELECT entity_id FROM fact.event WHERE kind = 'member' AND attribute = 'team_id');
