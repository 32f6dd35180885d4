INSERT INTO touched
SELECT DISTINCT deal_id FROM present.deal_version
WHERE owner_id IN (SELECT entity_id FROM incoming WHERE kind = 'member');
