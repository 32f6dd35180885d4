-- By instant: how many entries were true by then and recorded after it.
WITH entry AS (
    SELECT effective_at, recorded_at FROM fact.event
    WHERE kind = 'opportunity' AND attribute IN ('status', 'stage_id', 'amount_minor', 'expected_close_on')
        AND recorded_at > effective_at
    UNION ALL
    SELECT effective_at, recorded_at FROM fact.deal_birth WHERE recorded_at > effective_at
    UNION ALL
    SELECT effective_at, recorded_at FROM fact.ledger_line WHERE recorded_at > effective_at
)
SELECT i.at, count(*) FROM instant i JOIN entry e ON e.effective_at <= i.at AND i.at < e.recorded_at GROUP BY i.at
