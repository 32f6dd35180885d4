-- What was learned about deals after `stands_at` that was true by then already, as this world knows it.
SELECT e.deal_id, e.seq
FROM (
    SELECT entity_id AS deal_id, seq, effective_at, recorded_at, attribute FROM fact.event WHERE kind = 'opportunity'
    UNION ALL
    SELECT deal_id, seq, effective_at, recorded_at, '*' FROM fact.deal_birth
) e
JOIN deal_version p ON p.deal_id = e.deal_id AND p.valid_from <= getvariable('stands_at')
    AND getvariable('stands_at') < p.valid_to
{{holders}}
WHERE e.recorded_at > getvariable('stands_at') AND (e.effective_at <= getvariable('stands_at') OR e.attribute = 'removed_at')
    AND e.attribute IN ('*', 'status', 'stage_id', 'owner_id', 'account_id', 'pipeline_id', 'currency', 'amount_minor',
        'expected_close_on', 'removed_at')
    AND coalesce({{scope}}, FALSE)
ORDER BY e.seq DESC
