-- What a stage means is part of every deal.
INSERT INTO touched SELECT DISTINCT deal_id FROM fact.deal_birth;
