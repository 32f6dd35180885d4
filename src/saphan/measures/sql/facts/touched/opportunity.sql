INSERT INTO touched SELECT DISTINCT entity_id FROM incoming WHERE kind = 'opportunity';
