-- Revenue of the period and its base by the territory where each client belongs at the end of the period.
SELECT r.* REPLACE (
    CASE WHEN r.reason IS NULL AND a.target_id IS NULL THEN 'no_territory' ELSE r.reason END AS reason,
    a.target_id AS territory_id)
FROM ({{revenue}}) r
JOIN (SELECT slot, least(end_at, getvariable('as_of') + 1) AS ends_at FROM slot WHERE part = 'now') e USING (slot)
LEFT JOIN assignment a ON a.kind = 'account' AND a.entity_id = r.account_id
    AND a.valid_from < e.ends_at AND e.ends_at <= a.valid_to
