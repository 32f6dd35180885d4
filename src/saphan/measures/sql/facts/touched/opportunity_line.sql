INSERT INTO touched
SELECT DISTINCT CAST(e.value AS BIGINT) FROM fact.event e
WHERE e.kind = 'opportunity_line' AND e.attribute = 'opportunity_id'
    AND e.entity_id IN (SELECT entity_id FROM incoming WHERE kind = 'opportunity_line');
