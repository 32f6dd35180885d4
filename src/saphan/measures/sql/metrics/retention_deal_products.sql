-- A deal is cut at the running sum of its shares, so that its parts add up to it exactly.
SELECT deal_id, account_id, coalesce(offering_id, 0) AS product_id, -deal_id AS bearer_id, effective_at, day,
    CAST(CAST(minor AS HUGEINT) * upto // 10000 - CAST(minor AS HUGEINT) * (upto - weight) // 10000 AS BIGINT) AS minor,
    CAST(CAST(minor AS HUGEINT) * upto // 10000 - CAST(minor AS HUGEINT) * (upto - weight) // 10000 AS BIGINT)
        AS first_minor,
    currency, FALSE AS has_term
FROM (
    SELECT m.*, h.offering_id, coalesce(h.weight, 10000) AS weight,
        coalesce(sum(h.weight) OVER (PARTITION BY m.event_id ORDER BY h.offering_id), 10000) AS upto
    FROM moment m
    LEFT JOIN deal_share h ON h.deal_id = m.deal_id AND h.valid_from <= m.effective_at AND m.effective_at < h.valid_to
    WHERE m.kind = 'ledger' AND m.account_id IS NOT NULL
)
ORDER BY day
