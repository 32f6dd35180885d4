INSERT INTO touched SELECT DISTINCT opportunity_id FROM incoming_line;
