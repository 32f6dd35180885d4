-- The rows of a piece as they are kept in columns.
SELECT CAST(day AS INTEGER) AS day, from_at, to_at, coalesce(due_day, -2000000) AS due_day, deal_id AS deal,
    CAST(num AS BIGINT) AS num, CAST(den AS BIGINT) AS den, CAST(beside AS BIGINT) AS beside,
    owner_id, team_id, territory_id, pipeline_id, reason, type, currency
FROM ({{rows}})
