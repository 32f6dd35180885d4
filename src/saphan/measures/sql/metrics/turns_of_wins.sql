SELECT effective_at AS turns_at FROM moment WHERE kind = 'closed' AND outcome = 'won'
UNION SELECT ends_at FROM moment WHERE kind = 'closed' AND outcome = 'won'
UNION SELECT effective_at FROM account_link
