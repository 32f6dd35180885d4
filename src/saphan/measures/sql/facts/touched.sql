-- Deals whose facts or credit may have changed by what was just read.
CREATE OR REPLACE TEMP TABLE touched AS
SELECT entity_id AS deal_id FROM incoming WHERE kind = 'opportunity'
UNION
SELECT opportunity_id FROM incoming_line
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
