-- Every first value and later change of deals, in columns. Emptied attributes carry a mark, so that an older
-- value does not show through. `order_key` is the order in which things were true.
SELECT deal_id, effective_at, greatest(effective_at, recorded_at) AS act,
    CAST(effective_at AS HUGEINT) * 1000000000000 + seq AS order_key,
    status, owner_id, coalesce(account_id, -1) AS account_id, pipeline_id, stage_id, currency,
    coalesce(amount_minor, -1) AS amount_minor, coalesce(expected_close_day, -1000000) AS expected_day,
    coalesce(removed_at, -1) AS removed_at
FROM fact.deal_birth
UNION ALL
SELECT entity_id, effective_at, greatest(effective_at, recorded_at),
    CAST(effective_at AS HUGEINT) * 1000000000000 + seq,
    CASE WHEN attribute = 'status' THEN value END,
    CASE WHEN attribute = 'owner_id' THEN coalesce(CAST(value AS BIGINT), -1) END,
    CASE WHEN attribute = 'account_id' THEN coalesce(CAST(value AS BIGINT), -1) END,
    CASE WHEN attribute = 'pipeline_id' THEN CAST(value AS BIGINT) END,
    CASE WHEN attribute = 'stage_id' THEN CAST(value AS BIGINT) END,
    CASE WHEN attribute = 'currency' THEN value END,
    CASE WHEN attribute = 'amount_minor' THEN coalesce(CAST(value AS BIGINT), -1) END,
    CASE WHEN attribute = 'expected_close_on' THEN coalesce(CAST(value AS DATE) - DATE '1970-01-01', -1000000) END,
    CASE WHEN attribute = 'removed_at' THEN coalesce(CAST(value AS BIGINT), -1) END
FROM fact.event
WHERE kind = 'opportunity' AND attribute IN ('status', 'owner_id', 'account_id', 'pipeline_id', 'stage_id', 'currency',
    'amount_minor', 'expected_close_on', 'removed_at')
