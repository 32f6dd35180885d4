-- By pipeline and stage: how many deals, what they are worth, and how many are in no sum, by reason.
SELECT pipeline_id, stage_id, count(*), coalesce(sum(worth), 0)::BIGINT,
    count(*) FILTER (reason = 'amount_missing'), count(*) FILTER (reason = 'missing_rate')
FROM standing GROUP BY pipeline_id, stage_id ORDER BY pipeline_id, stage_id
