SELECT order_id AS entity_id, line_id AS event_id, effective_at, day, {{counted}} AS counted, currency, NULL::BIGINT AS deal_id,
    owner_id, team_id, account_id, territory_id, NULL::BIGINT AS pipeline_id, NULL::VARCHAR AS type, offering_id AS own_offering_id,
    CASE WHEN minor < 0 THEN 'order_back' ELSE 'ordered' END AS outcome
FROM sale WHERE {{income}}
