INSERT INTO tail.ledger_line
SELECT id, nullif(deal, 0), nullif(order_no, 0), nullif(line, 0), nullif(offering_no, 0), amount_minor, currency,
    nullif(term, 0), is_pass_through = 1, effective_at, recorded_at, day
FROM incoming_line;
