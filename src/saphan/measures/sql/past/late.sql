-- What was recorded after it was true: changes of deals, and lines of the ledger.
SELECT effective_at, recorded_at FROM fact.event
WHERE kind = 'opportunity' AND attribute IN ('status', 'stage_id', 'amount_minor', 'expected_close_on')
    AND recorded_at > effective_at
UNION ALL
SELECT effective_at, recorded_at FROM fact.deal_birth WHERE recorded_at > effective_at
UNION ALL
SELECT effective_at, recorded_at FROM fact.ledger_line WHERE recorded_at > effective_at
