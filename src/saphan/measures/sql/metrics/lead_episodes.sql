-- The first qualification of each episode; a further one needs a refusal and then quiet.
SELECT lead_id, event_id, effective_at, day, owner_id, team_id, account_id, territory_id, turned_away
FROM (
    SELECT *, NOT last_value(qualified) OVER (
            PARTITION BY lead_id, episode ORDER BY effective_at, event_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS turned_away
    FROM (
        SELECT *, sum(CAST(begins AS INTEGER)) OVER (
                PARTITION BY lead_id ORDER BY effective_at, event_id ROWS UNBOUNDED PRECEDING) AS episode
        FROM (
            SELECT *, qualified AND (
                    NOT coalesce(bool_or(qualified) OVER earlier, FALSE)
                    OR (NOT lag(qualified) OVER w AND day - lag(day) OVER w >= {{quiet}})) AS begins
            FROM lead_step WHERE effective_at <= getvariable('as_of')
            WINDOW w AS (PARTITION BY lead_id ORDER BY effective_at, event_id),
                earlier AS (PARTITION BY lead_id ORDER BY effective_at, event_id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        )
    )
)
WHERE begins
