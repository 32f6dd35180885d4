-- Deals as they stood at `stands_at` in this world, inside the scope, valued at the plan rates of that instant.
CREATE OR REPLACE TEMP TABLE standing AS
SELECT p.deal_id, p.valid_from, p.status, p.stage_id, p.owner_id, p.account_id, p.pipeline_id, p.type, p.currency,
    p.amount_minor, p.expected_close_day,
    CASE WHEN p.amount_minor IS NULL THEN 'amount_missing'
        WHEN p.currency <> getvariable('target') AND r.num IS NULL THEN 'missing_rate' END AS reason,
    CASE WHEN reason IS NOT NULL THEN NULL
        WHEN p.currency = getvariable('target') THEN p.amount_minor
        ELSE half_even(CAST(p.amount_minor AS HUGEINT) * r.num, r.den) END::BIGINT AS worth
FROM deal_version p
LEFT JOIN rate_then r ON r.currency = p.currency
{{holders}}
WHERE p.valid_from <= getvariable('stands_at') AND getvariable('stands_at') < p.valid_to AND p.removed_at IS NULL
    AND ({{fate}}) AND coalesce({{scope}}, FALSE)
    AND NOT EXISTS (FROM gone g WHERE g.kind = 'opportunity' AND g.entity_id = p.deal_id);
