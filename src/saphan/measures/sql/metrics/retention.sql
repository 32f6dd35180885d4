-- Customers, or their products, as they stood at two days, from a table that is filled for the question.
SELECT k.slot, CASE WHEN k.is_base THEN 'base' ELSE 'now' END AS part, k.entity_id, k.event_id, k.effective_at,
    CAST(k.day AS INTEGER) AS day, k.num, k.den, k.beside, CAST(k.reason AS VARCHAR) AS reason, NULL::BIGINT AS deal_id,
    k.outcome, NULL::BIGINT AS minor, NULL::VARCHAR AS currency, nullif(k.owner_id, -1) AS owner_id,
    nullif(k.team_id, -1) AS team_id, k.entity_id AS account_id, nullif(k.territory_id, -1) AS territory_id,
    NULL::BIGINT AS pipeline_id, NULL::VARCHAR AS type
FROM {{rows}} k
