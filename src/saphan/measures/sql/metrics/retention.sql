-- Customers, or their products, as `retained` has them: what counts of each.
SELECT k.slot, k.part, k.customer_id AS entity_id, CAST(k.event_id AS BIGINT) AS event_id,
    k.now_at - 1 AS effective_at, CAST(k.now_day - 1 AS INTEGER) AS day, CAST(k.num AS BIGINT) AS num,
    CAST(k.den AS BIGINT) AS den, CAST(k.beside AS BIGINT) AS beside, k.reason, NULL::BIGINT AS deal_id,
    CASE WHEN NOT k.was_active THEN 'new_customer' WHEN NOT k.is_kept THEN 'customer_lost'
        WHEN NOT k.is_safe THEN 'customer_in_grace' ELSE 'customer_kept' END AS outcome,
    NULL::BIGINT AS minor, NULL::VARCHAR AS currency, k.owner_id, k.team_id, k.customer_id AS account_id,
    k.territory_id, NULL::BIGINT AS pipeline_id, NULL::VARCHAR AS type
FROM ({{counted}}) k
