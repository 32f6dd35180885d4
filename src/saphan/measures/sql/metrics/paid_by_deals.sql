-- What deals brought for each service. A deal that an order took over adds up to nothing by itself.
SELECT m.account_id, h.offering_id, m.effective_at, m.day, CAST(CAST(m.minor AS HUGEINT) * h.weight AS BIGINT) AS worth
FROM moment m
JOIN deal_share h ON h.deal_id = m.deal_id AND h.valid_from <= m.effective_at AND m.effective_at < h.valid_to
ANTI JOIN gone d ON d.kind = 'opportunity' AND d.entity_id = m.deal_id
WHERE m.kind = 'ledger' AND m.account_id IS NOT NULL AND h.offering_id IS NOT NULL
ORDER BY m.day
