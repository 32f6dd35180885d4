-- Some deals of each stage (or of all together), in the order asked for, with when they entered their stage.
WITH picked AS (
    SELECT * FROM standing
    WHERE getvariable('only_stage') = -1 OR stage_id = getvariable('only_stage')
    QUALIFY row_number() OVER ({{part}} ORDER BY {{sort}}, deal_id) > getvariable('skip')
        AND row_number() OVER ({{part}} ORDER BY {{sort}}, deal_id) <= getvariable('skip') + getvariable('most')
),
turn AS (
    SELECT v.deal_id, v.valid_from, v.stage_id,
        lag(v.stage_id) OVER (PARTITION BY v.deal_id ORDER BY v.valid_from) AS former
    FROM deal_version v SEMI JOIN picked USING (deal_id) WHERE v.valid_from <= getvariable('stands_at')
),
entered AS (
    SELECT deal_id, max(valid_from) AS since FROM turn WHERE stage_id IS DISTINCT FROM former GROUP BY deal_id
)
SELECT p.deal_id, p.stage_id, p.status, p.owner_id, p.account_id, p.pipeline_id, p.type, p.currency, p.amount_minor,
    p.worth, p.reason, p.expected_close_day, e.since
FROM picked p LEFT JOIN entered e USING (deal_id)
ORDER BY {{sort}}, p.deal_id
