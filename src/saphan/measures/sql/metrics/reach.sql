-- Buying centres that were open just before the end of the period, and whether somebody we know works there.
WITH
instant AS ({{instants}}),
merged AS ({{merged}})
SELECT i.slot, i.part, coalesce(g.into_id, u.account_id) AS account_id, u.unit_id AS event_id, i.at_instant, i.end_day,
    CAST(bool_or(j.unit_id IS NOT NULL) AS INTEGER) AS num, 1 AS den, NULL::VARCHAR AS reason
FROM instant i
JOIN centre_state u ON u.is_active AND u.valid_from < i.at_instant AND i.at_instant <= u.valid_to
LEFT JOIN merged g ON g.account_id = u.account_id
LEFT JOIN centre_job j ON j.unit_id = u.unit_id AND j.from_day < i.end_day AND i.end_day <= j.to_day
GROUP BY ALL
