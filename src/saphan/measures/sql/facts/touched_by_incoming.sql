-- Deals whose facts or credit may have changed by the entries just read.
INSERT INTO touched
SELECT entity_id FROM incoming WHERE kind = 'opportunity'
UNION
SELECT CAST(e.value AS BIGINT) FROM fact.event e
WHERE e.kind = 'opportunity_line' AND e.attribute = 'opportunity_id'
    AND e.entity_id IN (SELECT entity_id FROM incoming WHERE kind = 'opportunity_line')
UNION
SELECT deal_id FROM present.deal_version
WHERE owner_id IN (SELECT entity_id FROM incoming WHERE kind = 'member')
    OR account_id IN (SELECT entity_id FROM incoming WHERE kind = 'account')
UNION
SELECT deal_id FROM fact.deal_birth WHERE EXISTS (SELECT 1 FROM incoming WHERE kind = 'stage');
