-- Clients and the customer that each belongs to, along the links asked for, as they stand at the instant asked about.
up AS (
    SELECT account_id, coalesce(max(up_id) FILTER (attribute = 'merged_into_id'),
        max(up_id) FILTER (attribute = 'parent_id')) AS up_id
    FROM (
        SELECT account_id, attribute, arg_max(coalesce(up_id, -1), (effective_at, seq)) AS up_id
        FROM account_link
        WHERE effective_at <= getvariable('as_of') AND attribute IN ({{links}})
        GROUP BY account_id, attribute
    ) WHERE up_id > 0
    GROUP BY account_id
),
climb AS (
    SELECT account_id, up_id, 1 AS depth FROM up
    UNION ALL
    SELECT c.account_id, u.up_id, c.depth + 1 FROM climb c JOIN up u ON u.account_id = c.up_id WHERE c.depth < 30
),
root AS (SELECT account_id, arg_max(up_id, depth) AS root_id FROM climb GROUP BY account_id),
