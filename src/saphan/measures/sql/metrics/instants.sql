SELECT slot, part, least(end_at, getvariable('as_of') + 1) AS at_instant,
    least(end_day, getvariable('known_day') + 1) AS end_day
FROM slot
