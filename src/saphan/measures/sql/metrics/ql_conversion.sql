-- Lead episodes that began in the period, with the first opportunity linked to each since.
SELECT s.slot, s.part, e.lead_id AS entity_id, e.event_id, e.effective_at, e.day,
    CAST(coalesce(e.linked_day <= e.day + {{window}}, FALSE) AS INTEGER) AS num, 1 AS den, 0 AS beside,
    CASE WHEN g.entity_id IS NOT NULL THEN 'duplicate'
        WHEN getvariable('known_day') < e.day + {{window}}
            THEN 'immature:' || strftime(DATE '1970-01-01' + e.day + {{window}}, '%Y-%m-%d') END AS reason,
    e.linked_deal AS deal_id, CASE WHEN e.linked_day IS NULL THEN 'open' ELSE 'converted' END AS outcome,
    NULL::BIGINT AS minor, NULL::VARCHAR AS currency,
    e.owner_id, e.team_id, e.account_id, e.territory_id, NULL::BIGINT AS pipeline_id, NULL::VARCHAR AS type
FROM (
    SELECT q.*, min(l.day) AS linked_day, arg_min(l.deal_id, (l.day, l.deal_id)) AS linked_deal
    FROM ({{episodes}}) q
    LEFT JOIN (
        SELECT coalesce(r.root_id, m.lead_id) AS lead_id, m.deal_id, m.day
        FROM moment m
        LEFT JOIN lead_root r ON r.lead_id = m.lead_id
        ANTI JOIN gone d ON d.kind = 'opportunity' AND d.entity_id = m.deal_id
        WHERE m.kind = 'linked' AND m.effective_at <= getvariable('as_of')
    ) l ON l.lead_id = q.lead_id AND l.day >= q.day
    GROUP BY ALL
) e
JOIN slot_day s ON s.day = e.day
LEFT JOIN gone g ON g.kind = 'lead' AND g.entity_id = e.lead_id
