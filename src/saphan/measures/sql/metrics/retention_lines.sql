SELECT m.account_id, 0 AS product_id, -m.deal_id AS bearer_id, m.effective_at, m.day, m.minor, m.minor AS first_minor,
    m.currency, FALSE AS has_term
FROM moment m WHERE m.kind = 'ledger' AND m.account_id IS NOT NULL
UNION ALL
SELECT account_id, 0, order_line_id, effective_at, day, minor, first_minor, currency, months IS NOT NULL
FROM sale WHERE account_id IS NOT NULL
