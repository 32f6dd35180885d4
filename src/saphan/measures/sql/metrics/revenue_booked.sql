SELECT deal_id AS entity_id, event_id, effective_at, day, minor AS counted, currency, deal_id,
    owner_id, team_id, account_id, territory_id, pipeline_id, type, NULL::BIGINT AS own_offering_id,
    CASE WHEN minor < 0 THEN 'reversal' ELSE 'booking' END AS outcome
FROM moment WHERE kind = 'ledger'
UNION ALL
SELECT order_id, line_id, effective_at, day, {{counted}}, currency, NULL,
    owner_id, team_id, account_id, territory_id, NULL, NULL, offering_id,
    CASE WHEN minor < 0 THEN 'order_back' ELSE 'ordered' END
FROM sale WHERE {{income}}
