-- What happened to each deal up to T as known at K, one row per changed value, in the order of taking effect.
-- Values are whole numbers: money in the target currency at the plan rate, days from 1970-01-01, codes of the core.
WITH birth AS (
    SELECT b.*, first_category
    FROM fact.deal_birth b LEFT JOIN (
        SELECT entity_id AS deal_id, arg_min(before, (effective_at, seq)) AS first_category
        FROM fact.event WHERE kind = 'opportunity' AND attribute = 'category' GROUP BY ALL
    ) USING (deal_id)
),
said AS (
    SELECT deal_id, seq, effective_at, recorded_at, day, attribute, value FROM (
        SELECT deal_id, seq, effective_at, recorded_at, day, unnest([
            {'attribute': 'status', 'value': status},
            {'attribute': 'stage_id', 'value': CAST(stage_id AS VARCHAR)},
            {'attribute': 'owner_id', 'value': CAST(owner_id AS VARCHAR)},
            {'attribute': 'type', 'value': type},
            {'attribute': 'category', 'value': first_category},
            {'attribute': 'amount_minor', 'value': CAST(amount_minor AS VARCHAR)},
            {'attribute': 'expected_close_on', 'value': CAST(DATE '1970-01-01' + expected_close_day AS VARCHAR)}
        ], recursive := TRUE)
        FROM birth
    )
    WHERE value IS NOT NULL
    UNION ALL
    SELECT entity_id, seq, effective_at, recorded_at, day, attribute, value
    FROM fact.event
    WHERE kind = 'opportunity' AND attribute IN (
        'status', 'stage_id', 'owner_id', 'type', 'category', 'amount_minor', 'expected_close_on'
    )
),
currency_of AS (
    SELECT b.deal_id, coalesce(arg_max(e.value, (e.effective_at, e.seq)), any_value(b.currency)) AS currency
    FROM fact.deal_birth b
    LEFT JOIN fact.event e ON e.kind = 'opportunity' AND e.entity_id = b.deal_id AND e.attribute = 'currency'
        AND e.recorded_at <= $known_at
    GROUP BY b.deal_id
)
SELECT s.deal_id, s.attribute, s.day, s.recorded_at, s.effective_at,
    CASE s.attribute
        WHEN 'status' THEN CASE s.value WHEN 'open' THEN 0 WHEN 'won' THEN 1 ELSE 2 END
        WHEN 'type' THEN CASE s.value WHEN 'new' THEN 0 WHEN 'renewal' THEN 2 ELSE 1 END
        WHEN 'category' THEN CASE s.value WHEN 'omitted' THEN 0 WHEN 'best_case' THEN 2 WHEN 'commit' THEN 3 ELSE 1 END
        WHEN 'expected_close_on' THEN CAST(s.value AS DATE) - DATE '1970-01-01'
        WHEN 'amount_minor' THEN CASE WHEN c.currency = $target THEN CAST(s.value AS BIGINT)
            ELSE CAST(half_even(CAST(s.value AS HUGEINT) * r.num, r.den) AS BIGINT) END
        ELSE CAST(s.value AS BIGINT)
    END AS value
FROM said s
JOIN currency_of c USING (deal_id)
LEFT JOIN fact.rate r ON r.target = $target AND r.currency = c.currency AND r.day = -1000000
WHERE s.effective_at <= $as_of AND s.recorded_at <= $known_at
    AND s.deal_id NOT IN (SELECT entity_id FROM gone WHERE kind = 'opportunity')
ORDER BY s.effective_at, s.seq
