-- Customers by the day of the win that made them one, as wins stand at the instant asked about.
WITH RECURSIVE
{{roots}}
win AS (
    SELECT m.*, coalesce(r.root_id, m.account_id) AS customer_id, g.entity_id IS NOT NULL AS is_gone
    FROM moment m
    LEFT JOIN root r ON r.account_id = m.account_id
    LEFT JOIN gone g ON g.kind = 'opportunity' AND g.entity_id = m.deal_id
    WHERE m.kind = 'closed' AND m.outcome = 'won'
        AND m.effective_at <= getvariable('as_of') AND m.ends_at > getvariable('as_of')
),
ordered AS (
    SELECT *, day - lag(day) OVER (PARTITION BY customer_id ORDER BY effective_at, event_id) AS quiet,
        row_number() OVER (PARTITION BY customer_id ORDER BY effective_at, event_id) AS place
    FROM win WHERE NOT is_gone AND customer_id IS NOT NULL
)
SELECT o.customer_id AS entity_id, o.event_id, o.effective_at, o.day,
    o.effective_at AS from_at, 9e18::BIGINT AS to_at, NULL::INTEGER AS due_day,
    0 AS num, 1 AS den, 0 AS beside, NULL::VARCHAR AS reason, o.deal_id, 'new_customer' AS outcome, o.minor, o.currency,
    o.owner_id, o.team_id, o.account_id, o.territory_id, o.pipeline_id, o.type
FROM ordered o WHERE o.place = 1 OR ({{win_back}} AND o.quiet > {{inactive}})
UNION ALL
SELECT w.deal_id, w.event_id, w.effective_at, w.day, w.effective_at, 9e18::BIGINT, NULL, 0, 1, 0,
    CASE WHEN w.is_gone THEN 'duplicate' ELSE 'no_account' END, w.deal_id, 'won', w.minor, w.currency,
    w.owner_id, w.team_id, w.account_id, w.territory_id, w.pipeline_id, w.type
FROM win w WHERE w.is_gone OR w.customer_id IS NULL
