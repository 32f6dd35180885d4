INSERT INTO touched SELECT DISTINCT deal FROM incoming_line WHERE deal > 0;
