-- Deals that entered a stage at an instant when it meant something else before. A new name or a later change of
-- what a stage means touches none.
INSERT INTO touched
SELECT DISTINCT e.deal_id
FROM (
    SELECT deal_id, effective_at, stage_id FROM fact.deal_birth
    UNION ALL
    SELECT entity_id, effective_at, CAST(value AS BIGINT) FROM fact.event
    WHERE kind = 'opportunity' AND attribute = 'stage_id'
) e
LEFT JOIN mark_before b ON b.stage_id = e.stage_id AND b.valid_from <= e.effective_at AND e.effective_at < b.valid_to
LEFT JOIN present.stage_mark n ON n.stage_id = e.stage_id
    AND n.valid_from <= e.effective_at AND e.effective_at < n.valid_to
WHERE (b.is_qualified, b.is_negotiation, b.is_fallback)
    IS DISTINCT FROM (n.is_qualified, n.is_negotiation, n.is_fallback);
