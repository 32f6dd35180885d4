-- Value standing open at the end (num) and at the start (den) of the period, at the plan rate.
SELECT i.slot, i.part, v.deal_id AS entity_id, i.event_id, i.at_instant - 1 AS effective_at, i.day,
    CASE WHEN i.is_end THEN i_value ELSE 0 END AS num, CASE WHEN i.is_end THEN 0 ELSE i_value END AS den,
    CAST(i.is_end AND coalesce(v.expected_close_day < i.day, FALSE) AS INTEGER) AS beside,
    CASE WHEN g.entity_id IS NOT NULL THEN 'duplicate'
        WHEN v.amount_minor IS NULL THEN 'amount_missing'
        WHEN v.currency <> getvariable('target') AND r.num IS NULL THEN 'missing_rate:' || v.currency END AS reason,
    v.deal_id, CASE WHEN i.is_end THEN 'at_end' ELSE 'at_start' END AS outcome, v.amount_minor AS minor, v.currency,
    v.owner_id, t.target_id AS team_id, v.account_id, a.target_id AS territory_id, v.pipeline_id, v.type
FROM (
    SELECT slot, part, 0 AS event_id, FALSE AS is_end, start_at AS at_instant, start_day AS day FROM slot
    WHERE part = 'now'
    UNION ALL
    SELECT slot, part, 0, TRUE, least(end_at, getvariable('as_of') + 1), least(end_day, getvariable('known_day'))
    FROM slot WHERE part = 'now'
) i
-- The state just before the instant: what happens at the first moment of a period belongs to the period.
JOIN deal_version v ON v.valid_from < i.at_instant AND i.at_instant <= v.valid_to AND v.status = 'open'
LEFT JOIN gone g ON g.kind = 'opportunity' AND g.entity_id = v.deal_id
LEFT JOIN fact.rate r ON r.target = getvariable('target') AND r.currency = v.currency AND r.day = -1000000
LEFT JOIN assignment t ON t.kind = 'member' AND t.entity_id = v.owner_id
    AND t.valid_from < i.at_instant AND i.at_instant <= t.valid_to
LEFT JOIN assignment a ON a.kind = 'account' AND a.entity_id = v.account_id
    AND a.valid_from < i.at_instant AND i.at_instant <= a.valid_to,
LATERAL (SELECT CASE WHEN v.currency = getvariable('target') THEN coalesce(v.amount_minor, 0)
    WHEN r.num IS NULL THEN 0
    ELSE half_even(CAST(coalesce(v.amount_minor, 0) AS HUGEINT) * r.num, r.den) END AS i_value)
