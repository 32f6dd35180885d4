INSERT INTO {{own}}.redone
SELECT DISTINCT '{{part}}', deal_id FROM touched
WHERE deal_id NOT IN (SELECT deal_id FROM {{own}}.redone WHERE part = '{{part}}');
