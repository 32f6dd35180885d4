SELECT 0 AS deal_id, account_id, coalesce(offering_id, 0) AS product_id, order_line_id AS bearer_id, effective_at, day, minor,
    first_minor, currency, months IS NOT NULL AS has_term
FROM sale WHERE account_id IS NOT NULL
