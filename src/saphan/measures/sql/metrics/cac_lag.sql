-- The typical days from qualification to the win of each stretch of time.
SELECT s.slot, coalesce(CAST(round_even(median(c.days), 0) AS INTEGER), 0) AS days
FROM slot s
LEFT JOIN (
    SELECT d.slot, w.day - q.day AS days
    FROM moment w JOIN slot_day d ON d.day = w.day
    JOIN moment q ON q.kind = 'qualified' AND q.deal_id = w.deal_id AND q.how IS DISTINCT FROM 'win'
    ANTI JOIN gone g ON g.kind = 'opportunity' AND g.entity_id = w.deal_id
    WHERE w.kind = 'closed' AND w.outcome = 'won' AND w.day >= q.day
        AND w.effective_at <= getvariable('as_of') AND w.ends_at > getvariable('as_of')
) c ON c.slot = s.slot
GROUP BY s.slot
