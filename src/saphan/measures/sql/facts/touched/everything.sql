INSERT INTO touched SELECT DISTINCT deal_id FROM fact.deal_birth;
