-- Each client's revenue inside the territories asked about and outside, in the base and now, and where it belongs.
SELECT r.account_id,
    CAST(coalesce(sum(r.num) FILTER (r.part = 'base' AND r.territory_id IN (SELECT id FROM picked WHERE dimension = 'territory')), 0) AS BIGINT),
    CAST(coalesce(sum(r.num) FILTER (r.part = 'now' AND r.territory_id IN (SELECT id FROM picked WHERE dimension = 'territory')), 0) AS BIGINT),
    CAST(coalesce(sum(r.num) FILTER (r.part = 'base' AND (r.territory_id IS NULL
        OR r.territory_id NOT IN (SELECT id FROM picked WHERE dimension = 'territory'))), 0) AS BIGINT),
    coalesce(bool_or(a.target_id IN (SELECT id FROM picked WHERE dimension = 'territory')), FALSE)
FROM ({{revenue}}) r
JOIN (SELECT slot, least(end_at, getvariable('as_of') + 1) AS ends_at FROM slot WHERE part = 'now') e USING (slot)
LEFT JOIN assignment a ON a.kind = 'account' AND a.entity_id = r.account_id
    AND a.valid_from < e.ends_at AND e.ends_at <= a.valid_to
WHERE r.slot = 0 AND r.reason IS NULL AND r.account_id IS NOT NULL AND {{scope}}
GROUP BY r.account_id
