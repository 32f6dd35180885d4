-- The first qualification of each episode, once for each step of the episode: what held from that step to the next. A
-- further episode needs a refusal and then quiet.
SELECT lead_id, first_value(event_id) OVER e AS event_id, first_value(effective_at) OVER e AS effective_at,
    first_value(day) OVER e AS day, first_value(owner_id) OVER e AS owner_id, first_value(team_id) OVER e AS team_id,
    first_value(account_id) OVER e AS account_id, first_value(territory_id) OVER e AS territory_id,
    NOT qualified AS turned_away, row_number() OVER e AS step, effective_at AS from_at,
    coalesce(lead(effective_at) OVER e, 9e18::BIGINT) AS to_at
FROM (
    SELECT *, sum(CAST(begins AS INTEGER)) OVER (
            PARTITION BY lead_id ORDER BY effective_at, event_id ROWS UNBOUNDED PRECEDING) AS episode
    FROM (
        SELECT *, qualified AND (
                NOT coalesce(bool_or(qualified) OVER earlier, FALSE)
                OR (NOT lag(qualified) OVER w AND day - lag(day) OVER w >= {{quiet}})) AS begins
        FROM lead_step
        WINDOW w AS (PARTITION BY lead_id ORDER BY effective_at, event_id),
            earlier AS (PARTITION BY lead_id ORDER BY effective_at, event_id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    )
)
WHERE episode > 0
WINDOW e AS (PARTITION BY lead_id, episode ORDER BY effective_at, event_id)
