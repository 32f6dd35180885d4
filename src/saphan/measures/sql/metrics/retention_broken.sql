-- Customers with a gap between the two points that is longer than the grace.
SELECT place, customer_id
FROM (
    SELECT c.place, c.customer_id, c.to_day, s.now_day,
        c.from_day > coalesce(max(c.to_day) OVER (PARTITION BY c.place, c.customer_id
            ORDER BY c.from_day, c.to_day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), s.before_day) AS is_gap
    FROM (
        SELECT s.place, coalesce(r.root_id, l.account_id) AS customer_id, l.day AS from_day,
            l.day + {{active}} + {{grace}} AS to_day
        FROM span s
        JOIN (
            SELECT *, sum(minor) OVER (PARTITION BY bearer_id) AS net FROM line WHERE NOT has_term
        ) l ON l.minor > 0 AND l.net > 0 AND l.effective_at < s.now_at
        LEFT JOIN root r ON r.place = s.place AND r.account_id = l.account_id
        UNION ALL
        SELECT s.place, coalesce(r.root_id, a.account_id), a.from_day,
            CASE WHEN a.back_at < s.now_at THEN least(a.to_day, a.back_day) ELSE a.to_day END + {{grace}}
        FROM span s JOIN agreement a ON a.agreed_at < s.now_at
        LEFT JOIN root r ON r.place = s.place AND r.account_id = a.account_id
    ) c
    JOIN span s USING (place)
    WHERE c.from_day < s.now_day AND c.to_day >= s.before_day
)
GROUP BY place, customer_id HAVING bool_or(is_gap) OR max(to_day) < max(now_day)
