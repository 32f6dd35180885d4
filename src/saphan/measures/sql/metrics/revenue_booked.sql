SELECT deal_id AS entity_id, event_id, effective_at, day, minor AS counted, currency, deal_id,
    owner_id, team_id, account_id, territory_id, pipeline_id, type, NULL::BIGINT AS own_offering_id,
    CASE WHEN minor < 0 THEN 'reversal' ELSE 'booking' END AS outcome
FROM moment WHERE kind = 'ledger'
