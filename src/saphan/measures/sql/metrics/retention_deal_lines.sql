SELECT deal_id, account_id, 0 AS product_id, -deal_id AS bearer_id, effective_at, day, minor, minor AS first_minor, currency,
    FALSE AS has_term
FROM moment WHERE kind = 'ledger' AND account_id IS NOT NULL ORDER BY day
