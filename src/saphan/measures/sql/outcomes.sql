-- How many rows of the whole period were counted, by what came of each.
SELECT outcome, count(*) FROM ({{credited}}) WHERE slot = 0 AND reason IS NULL GROUP BY outcome
