-- What was counted of clients just before the end of the period goes to whoever looked after them then.
SELECT c.slot, c.part, c.account_id AS entity_id, c.event_id, c.at_instant - 1 AS effective_at,
    CAST(c.end_day - 1 AS INTEGER) AS day, CAST(c.num AS BIGINT) AS num, CAST(c.den AS BIGINT) AS den, 0 AS beside, c.reason,
    NULL::BIGINT AS deal_id, CASE WHEN c.num > 0 THEN '{{yes}}' ELSE '{{no}}' END AS outcome,
    CAST({{minor}} AS BIGINT) AS minor, CAST({{currency}} AS VARCHAR) AS currency,
    o.owner_id, t.target_id AS team_id, c.account_id, a.target_id AS territory_id,
    NULL::BIGINT AS pipeline_id, NULL::VARCHAR AS type
FROM ({{counted}}) c
LEFT JOIN account_owner o ON o.account_id = c.account_id
    AND o.valid_from < c.at_instant AND c.at_instant <= o.valid_to
LEFT JOIN assignment t ON t.kind = 'member' AND t.entity_id = o.owner_id
    AND t.valid_from < c.at_instant AND c.at_instant <= t.valid_to
LEFT JOIN assignment a ON a.kind = 'account' AND a.entity_id = c.account_id
    AND a.valid_from < c.at_instant AND c.at_instant <= a.valid_to
