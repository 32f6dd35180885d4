-- Spread what was just read (`incoming`) over the raw tables. Values arrive as JSON texts.
INSERT INTO tail.deal_birth
SELECT entity_id, seq, effective_at, recorded_at, day,
    new ->> '$.status', CAST(new ->> '$.stage_id' AS BIGINT), CAST(new ->> '$.owner_id' AS BIGINT),
    CAST(new ->> '$.account_id' AS BIGINT), CAST(new ->> '$.pipeline_id' AS BIGINT), new ->> '$.type',
    new ->> '$.currency', CAST(new ->> '$.amount_minor' AS BIGINT),
    CAST(new ->> '$.expected_close_on' AS DATE) - DATE '1970-01-01',
    CAST(new ->> '$.lead_id' AS BIGINT), CAST(new ->> '$.removed_at' AS BIGINT)
FROM incoming WHERE kind = 'opportunity' AND attribute = '*';

INSERT INTO tail.event
SELECT kind, entity_id, seq, effective_at, recorded_at, day, attribute, new ->> '$', old ->> '$', FALSE
FROM incoming WHERE attribute <> '*';

INSERT INTO tail.event
SELECT i.kind, i.entity_id, i.seq, i.effective_at, i.recorded_at, i.day, w.attribute,
    json_extract_string(i.new, '$.' || w.attribute) AS value, NULL, TRUE
FROM incoming i JOIN watched w USING (kind)
WHERE i.attribute = '*' AND i.kind <> 'opportunity' AND value IS NOT NULL;
