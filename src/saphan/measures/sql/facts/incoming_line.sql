INSERT INTO tail.ledger_line
SELECT id, opportunity_id, amount_minor, currency, effective_at, recorded_at, day FROM incoming_line;
