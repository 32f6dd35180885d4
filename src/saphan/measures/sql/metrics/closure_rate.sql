-- First entries of deals, with how each stood at the end of its window, as far as that was settled at any instant.
WITH
entered AS (SELECT * FROM moment WHERE kind = '{{start}}'),
closing AS (
    SELECT e.deal_id, c.outcome, c.effective_at AS from_at, coalesce(lead(c.effective_at) OVER w, 9e18::BIGINT) AS next_at,
        CASE WHEN c.ends_day <= e.day + {{window}} THEN c.ends_at ELSE 9e18::BIGINT END AS reopened_at
    FROM entered e
    JOIN moment c ON c.kind = 'closed' AND c.deal_id = e.deal_id AND c.day <= e.day + {{window}}
    WINDOW w AS (PARTITION BY e.deal_id ORDER BY c.effective_at, c.event_id)
),
state AS (
    SELECT deal_id, outcome, from_at, least(reopened_at, next_at) AS to_at FROM closing
    UNION ALL
    SELECT deal_id, NULL, reopened_at, next_at FROM closing WHERE reopened_at < next_at
    UNION ALL
    SELECT deal_id, NULL, -9e18::BIGINT, min(from_at) FROM closing GROUP BY deal_id
)
SELECT e.deal_id AS entity_id, e.event_id, e.effective_at, e.day,
    greatest(e.effective_at, coalesce(o.from_at, e.effective_at)) AS from_at, coalesce(o.to_at, 9e18::BIGINT) AS to_at,
    e.day + {{window}} AS due_day,
    CAST(coalesce(o.outcome = 'won', FALSE) AS INTEGER) AS num, 1 AS den,
    CAST(o.outcome IS NOT NULL AS INTEGER) AS beside,
    CASE WHEN g.entity_id IS NOT NULL THEN 'duplicate' END AS reason,
    e.deal_id, coalesce(o.outcome, 'open') AS outcome, e.minor, e.currency,
    e.owner_id, e.team_id, e.account_id, e.territory_id, e.pipeline_id, e.type
FROM entered e
LEFT JOIN gone g ON g.kind = 'opportunity' AND g.entity_id = e.deal_id
LEFT JOIN state o ON o.deal_id = e.deal_id AND o.from_at < o.to_at AND o.to_at > e.effective_at
