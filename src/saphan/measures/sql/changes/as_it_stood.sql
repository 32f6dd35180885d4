-- How deals stood from `opens` to `closes` as people saw them: a change counts from the moment at which it was both
-- true and known.
CREATE OR REPLACE TEMP TABLE restless AS
-- Deals of which something happened in between, or was known late of what was so before.
SELECT DISTINCT deal_id FROM ({{told}})
WHERE act > getvariable('opens') AND (act <= getvariable('closes') OR effective_at <= getvariable('opens'));

CREATE OR REPLACE TEMP TABLE piece AS
WITH
instant AS (
    SELECT deal_id, getvariable('opens') AS from_at, NULL::BIGINT AS effective_at, {{last_before}}
    FROM ({{told}}) SEMI JOIN restless USING (deal_id) WHERE act <= getvariable('opens') GROUP BY deal_id
    UNION ALL
    SELECT * FROM (
        SELECT deal_id, act AS from_at, min(effective_at) OVER (PARTITION BY deal_id, act) AS effective_at, {{last_until}}
        FROM ({{told}}) SEMI JOIN restless USING (deal_id) WHERE act <= getvariable('closes')
        WINDOW w AS (PARTITION BY deal_id ORDER BY act RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
        QUALIFY act > getvariable('opens') AND row_number() OVER (PARTITION BY deal_id, act) = 1
    )
)
SELECT deal_id, from_at, coalesce(lead(from_at) OVER (PARTITION BY deal_id ORDER BY from_at), 9e18::BIGINT) AS to_at,
    effective_at, status, owner_id, nullif(account_id, -1) AS account_id, pipeline_id, stage_id, currency,
    nullif(amount_minor, -1) AS amount_minor, nullif(expected_day, -1000000) AS expected_day,
    coalesce(removed_at, -1) <> -1 AS is_gone
FROM instant
UNION ALL
-- All others stood as we now know it; what was over tells nothing.
SELECT deal_id, getvariable('opens'), 9e18::BIGINT, NULL, status, owner_id, account_id, pipeline_id, stage_id, currency,
    amount_minor, expected_close_day, removed_at IS NOT NULL
FROM deal_version ANTI JOIN restless USING (deal_id)
WHERE valid_from <= getvariable('opens') AND valid_to > getvariable('opens') AND status = 'open';

-- Who belonged to which team, which client to which territory, as people saw it. First values reach back.
CREATE OR REPLACE TEMP TABLE held AS
WITH
change AS (
    SELECT kind, entity_id, value, born AND row_number() OVER (PARTITION BY kind, entity_id ORDER BY effective_at, seq) = 1
            AS is_first,
        greatest(effective_at, recorded_at) AS act, CAST(effective_at AS HUGEINT) * 1000000000000 + seq AS order_key
    FROM fact.event
    WHERE (kind = 'member' AND attribute = 'team_id') OR (kind = 'account' AND attribute = 'territory_id')
),
known AS (
    SELECT kind, entity_id, CASE WHEN is_first THEN -9e18::BIGINT ELSE act END AS act,
        CASE WHEN is_first THEN CAST(-9e18 AS HUGEINT) * 1000000000000 ELSE order_key END AS order_key, value
    FROM change
    UNION ALL
    (SELECT kind, entity_id, -9e18::BIGINT, CAST(-9e18 AS HUGEINT) * 1000000000000, before FROM fact.event
    WHERE (kind = 'member' AND attribute = 'team_id') OR (kind = 'account' AND attribute = 'territory_id')
    QUALIFY row_number() OVER (PARTITION BY kind, entity_id ORDER BY seq) = 1 AND NOT born)
),
running AS (
    SELECT kind, entity_id, act AS valid_from, arg_max(coalesce(value, ''), order_key) OVER w AS value
    FROM known WINDOW w AS (PARTITION BY kind, entity_id ORDER BY act RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
    QUALIFY row_number() OVER (PARTITION BY kind, entity_id, act) = 1
)
SELECT kind, entity_id, valid_from,
    coalesce(lead(valid_from) OVER (PARTITION BY kind, entity_id ORDER BY valid_from), 9e18::BIGINT) AS valid_to,
    CAST(nullif(value, '') AS BIGINT) AS target_id
FROM running;
