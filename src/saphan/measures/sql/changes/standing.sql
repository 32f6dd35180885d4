-- The pieces as the window and the filter see them, valued at the rates of the beginning.
CREATE OR REPLACE TEMP TABLE stand AS
SELECT p.deal_id, {{from_at}} AS from_at, {{to_at}} AS to_at, p.effective_at, p.owner_id, p.account_id,
    p.currency, p.amount_minor, p.expected_day, c.bp,
    CASE WHEN p.is_gone THEN 4 WHEN p.status = 'open' THEN 1 WHEN p.status = 'won' THEN 2 ELSE 3 END AS fate,
    CASE WHEN p.expected_day >= getvariable('window_end') THEN 1
        WHEN p.expected_day < getvariable('window_start') THEN -1
        WHEN p.expected_day IS NULL AND getvariable('has_window') THEN 1 ELSE 0 END AS place,
    coalesce({{scope}}, FALSE) AS inside,
    CASE WHEN getvariable('counting') THEN 1
        WHEN p.currency = getvariable('target') THEN weighed(coalesce(p.amount_minor, 0), c.bp)
        WHEN r.num IS NULL THEN 0
        ELSE weighed(half_even(CAST(coalesce(p.amount_minor, 0) AS HUGEINT) * r.num, r.den), c.bp) END::BIGINT AS worth,
    CASE WHEN p.amount_minor IS NULL THEN 'amount_missing'
        WHEN p.currency <> getvariable('target') AND r.num IS NULL THEN 'missing_rate' END AS reason
FROM piece p
LEFT JOIN rate_then r ON r.currency = p.currency
LEFT JOIN chance c ON c.stage_id = p.stage_id
{{holders}};
