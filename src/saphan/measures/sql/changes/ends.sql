-- What the pipeline was worth at both ends, what is left out of the closing and why, and the closing at today's rate.
SELECT
    coalesce(sum(worth) FILTER (opening), 0), count(*) FILTER (opening),
    coalesce(sum(worth) FILTER (closing), 0), count(*) FILTER (closing),
    count(*) FILTER (closing AND reason = 'amount_missing'), count(*) FILTER (closing AND reason = 'missing_rate'),
    coalesce(sum(worth_now) FILTER (closing), 0)
FROM (
    SELECT s.*, fate = 1 AND place = 0 AND inside AND from_at <= getvariable('opens') AND to_at > getvariable('opens')
            AS opening,
        fate = 1 AND place = 0 AND inside AND from_at <= getvariable('closes') AND to_at > getvariable('closes')
            AS closing,
        CASE WHEN getvariable('counting') OR s.currency = getvariable('target') THEN worth WHEN r.num IS NULL THEN 0
            ELSE weighed(half_even(CAST(coalesce(amount_minor, 0) AS HUGEINT) * r.num, r.den), s.bp) END AS worth_now
    FROM stand s
    LEFT JOIN fact.rate r ON r.target = getvariable('target') AND r.currency = s.currency AND r.day = -1000000
);
