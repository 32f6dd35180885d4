-- Revenue by the territory it was credited to; what belongs to none is left out.
SELECT r.* REPLACE (CASE WHEN r.reason IS NULL AND r.territory_id IS NULL THEN 'no_territory' ELSE r.reason END AS reason)
FROM ({{revenue}}) r
