SELECT valid_from AS turns_at FROM order_version
UNION SELECT effective_at FROM sale
UNION SELECT effective_at FROM account_link
