-- Rows of every day and instant, for the days that were asked about and as they are true at that instant.
SELECT s.slot, s.part, r.* EXCLUDE (from_at, to_at, due_day) REPLACE (
    CASE WHEN r.reason IS NULL AND getvariable('known_day') < r.due_day
        THEN 'immature:' || strftime(DATE '1970-01-01' + r.due_day, '%Y-%m-%d') ELSE r.reason END AS reason,
    coalesce(r.outcome, s.part) AS outcome)
FROM ({{rows}}) r
JOIN slot_day s ON s.day = r.day
WHERE r.from_at <= getvariable('as_of') AND getvariable('as_of') < r.to_at
