-- Revenue of the period and its base by territory; what belongs to none is left out.
SELECT r.* REPLACE (
    CASE WHEN r.reason IS NULL AND {{territory}} IS NULL THEN 'no_territory' ELSE r.reason END AS reason,
    {{territory}} AS territory_id)
FROM ({{revenue}}) r
-- Where each client belongs at the end of the period, for both periods alike.
JOIN (SELECT slot, least(end_at, getvariable('as_of') + 1) AS ends_at FROM slot WHERE part = 'now') e USING (slot)
LEFT JOIN assignment a ON a.kind = 'account' AND a.entity_id = r.account_id
    AND a.valid_from < e.ends_at AND e.ends_at <= a.valid_to
