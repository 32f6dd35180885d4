-- Everything about the deals in `touched`, worked out again from their events.
DELETE FROM {{own}}.deal_version WHERE deal_id IN (SELECT deal_id FROM touched);
INSERT INTO {{own}}.deal_version
WITH
step AS (
    SELECT deal_id, seq, effective_at, status, stage_id, owner_id, account_id, pipeline_id, type, currency,
        amount_minor, expected_close_day, lead_id, removed_at
    FROM fact.deal_birth SEMI JOIN touched USING (deal_id)
    WHERE recorded_at <= getvariable('known_at')
    UNION ALL
    -- An attribute that was emptied carries a mark, so that filling forward stops there.
    SELECT entity_id, seq, effective_at,
        CASE WHEN attribute = 'status' THEN value END,
        CASE WHEN attribute = 'stage_id' THEN CAST(value AS BIGINT) END,
        CASE WHEN attribute = 'owner_id' THEN coalesce(CAST(value AS BIGINT), -1) END,
        CASE WHEN attribute = 'account_id' THEN coalesce(CAST(value AS BIGINT), -1) END,
        CASE WHEN attribute = 'pipeline_id' THEN CAST(value AS BIGINT) END,
        CASE WHEN attribute = 'type' THEN value END,
        CASE WHEN attribute = 'currency' THEN value END,
        CASE WHEN attribute = 'amount_minor' THEN coalesce(CAST(value AS BIGINT), -1) END,
        CASE WHEN attribute = 'expected_close_on'
            THEN coalesce(CAST(value AS DATE) - DATE '1970-01-01', -1000000) END,
        CASE WHEN attribute = 'lead_id' THEN coalesce(CAST(value AS BIGINT), -1) END,
        CASE WHEN attribute = 'removed_at' THEN coalesce(CAST(value AS BIGINT), -1) END
    FROM fact.event SEMI JOIN touched ON deal_id = entity_id
    WHERE kind = 'opportunity' AND recorded_at <= getvariable('known_at')
)
SELECT deal_id, effective_at, coalesce(lead(effective_at) OVER w, 9e18::BIGINT) AS valid_to,
    last_value(status IGNORE NULLS) OVER w, last_value(stage_id IGNORE NULLS) OVER w,
    nullif(last_value(owner_id IGNORE NULLS) OVER w, -1), nullif(last_value(account_id IGNORE NULLS) OVER w, -1),
    last_value(pipeline_id IGNORE NULLS) OVER w, last_value(type IGNORE NULLS) OVER w,
    last_value(currency IGNORE NULLS) OVER w, nullif(last_value(amount_minor IGNORE NULLS) OVER w, -1),
    nullif(last_value(expected_close_day IGNORE NULLS) OVER w, -1000000),
    nullif(last_value(lead_id IGNORE NULLS) OVER w, -1), nullif(last_value(removed_at IGNORE NULLS) OVER w, -1)
FROM step
WINDOW w AS (PARTITION BY deal_id ORDER BY effective_at, seq)
QUALIFY valid_to <> effective_at;

DELETE FROM {{own}}.gone WHERE kind = 'opportunity' AND entity_id IN (SELECT deal_id FROM touched);
INSERT INTO {{own}}.gone
SELECT 'opportunity', deal_id FROM {{own}}.deal_version SEMI JOIN touched USING (deal_id)
WHERE valid_to = 9e18::BIGINT AND removed_at IS NOT NULL;

DELETE FROM {{own}}.moment WHERE deal_id IN (SELECT deal_id FROM touched);
INSERT INTO {{own}}.moment
WITH
event AS (
    SELECT b.deal_id, b.seq, b.effective_at, b.day, u.attribute, u.value
    FROM fact.deal_birth b SEMI JOIN touched USING (deal_id),
        LATERAL (VALUES ('status', b.status), ('stage_id', CAST(b.stage_id AS VARCHAR)),
            ('lead_id', CAST(b.lead_id AS VARCHAR))) u (attribute, value)
    WHERE b.recorded_at <= getvariable('known_at') AND u.value IS NOT NULL
    UNION ALL
    SELECT entity_id, seq, effective_at, day, attribute, value
    FROM fact.event SEMI JOIN touched ON deal_id = entity_id
    WHERE kind = 'opportunity' AND attribute IN ('status', 'stage_id', 'lead_id')
        AND recorded_at <= getvariable('known_at')
),
turn AS (
    SELECT deal_id, seq, effective_at, day, value AS status
    FROM event WHERE attribute = 'status'
    QUALIFY value IS DISTINCT FROM lag(value) OVER (PARTITION BY deal_id ORDER BY effective_at, seq)
),
closing AS (
    SELECT deal_id, seq, effective_at, day, status,
        coalesce(lead(effective_at) OVER w, 9e18::BIGINT) AS ends_at, lead(day) OVER w AS ends_day
    FROM turn WINDOW w AS (PARTITION BY deal_id ORDER BY effective_at, seq)
    QUALIFY status <> 'open'
),
entry AS (
    SELECT e.deal_id, e.seq, e.effective_at, e.day, m.is_qualified, m.is_negotiation,
        CASE WHEN m.is_fallback THEN 'fallback' ELSE 'stage' END AS how
    FROM event e
    JOIN stage_mark m ON m.stage_id = CAST(e.value AS BIGINT)
        AND m.valid_from <= e.effective_at AND e.effective_at < m.valid_to
    WHERE e.attribute = 'stage_id'
    UNION ALL  -- whoever wins at once has entered every stage
    SELECT deal_id, seq, effective_at, day, TRUE, TRUE, 'win' FROM closing WHERE status = 'won'
),
happened AS (
    SELECT 'created' AS kind, deal_id, seq AS event_id, effective_at, day, NULL AS ends_at, NULL AS ends_day,
        NULL AS outcome, NULL AS minor, NULL AS currency, NULL AS how
    FROM fact.deal_birth SEMI JOIN touched USING (deal_id) WHERE recorded_at <= getvariable('known_at')
    UNION ALL
    (SELECT 'qualified', deal_id, seq, effective_at, day, NULL, NULL, NULL, NULL, NULL, how
    FROM entry WHERE is_qualified
    QUALIFY row_number() OVER (PARTITION BY deal_id ORDER BY effective_at, seq) = 1)
    UNION ALL
    (SELECT 'negotiating', deal_id, seq, effective_at, day, NULL, NULL, NULL, NULL, NULL, how
    FROM entry WHERE is_negotiation
    QUALIFY row_number() OVER (PARTITION BY deal_id ORDER BY effective_at, seq) = 1)
    UNION ALL
    SELECT 'closed', deal_id, seq, effective_at, day, ends_at, ends_day, status, NULL, NULL, NULL FROM closing
    UNION ALL
    SELECT 'linked', deal_id, seq, effective_at, day, NULL, NULL, NULL, NULL, NULL, NULL
    FROM event WHERE attribute = 'lead_id' AND value IS NOT NULL
    UNION ALL
    SELECT 'ledger', deal_id, line_id, effective_at, day, NULL, NULL, NULL, minor, currency, NULL
    FROM fact.ledger_line SEMI JOIN touched USING (deal_id) WHERE recorded_at <= getvariable('known_at') AND order_id IS NULL
)
SELECT h.kind, h.deal_id, h.event_id, h.effective_at, h.day, h.ends_at, h.ends_day, h.outcome,
    coalesce(h.minor, v.amount_minor), coalesce(h.currency, v.currency), h.how,
    v.owner_id, t.target_id, v.account_id, a.target_id, v.pipeline_id, v.type, v.lead_id
FROM happened h
LEFT JOIN {{own}}.deal_version v ON v.deal_id = h.deal_id
    AND v.valid_from <= h.effective_at AND h.effective_at < v.valid_to
LEFT JOIN assignment t ON t.kind = 'member' AND t.entity_id = v.owner_id
    AND t.valid_from <= h.effective_at AND h.effective_at < t.valid_to
LEFT JOIN assignment a ON a.kind = 'account' AND a.entity_id = v.account_id
    AND a.valid_from <= h.effective_at AND h.effective_at < a.valid_to;
