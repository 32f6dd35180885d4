-- Lead episodes by the day on which they began: open until the first opportunity was linked to each, converted since.
WITH
began AS (SELECT * FROM ({{episodes}}) WHERE step = 1),
linked AS (
    SELECT q.lead_id, q.event_id, min(l.effective_at) AS linked_at, arg_min(l.day, (l.effective_at, l.deal_id)) AS linked_day,
        arg_min(l.deal_id, (l.effective_at, l.deal_id)) AS linked_deal
    FROM began q
    JOIN (
        SELECT coalesce(r.root_id, m.lead_id) AS lead_id, m.deal_id, m.day, m.effective_at
        FROM moment m
        LEFT JOIN lead_root r ON r.lead_id = m.lead_id
        ANTI JOIN gone d ON d.kind = 'opportunity' AND d.entity_id = m.deal_id
        WHERE m.kind = 'linked'
    ) l ON l.lead_id = q.lead_id AND l.day >= q.day
    GROUP BY q.lead_id, q.event_id
),
state AS (
    SELECT q.*, NULL::BIGINT AS deal_id, FALSE AS is_converted, FALSE AS in_time, q.effective_at AS since_at,
        coalesce(l.linked_at, 9e18::BIGINT) AS until_at
    FROM began q LEFT JOIN linked l USING (lead_id, event_id)
    UNION ALL
    SELECT q.*, l.linked_deal, TRUE, l.linked_day <= q.day + {{window}}, greatest(q.effective_at, l.linked_at), 9e18::BIGINT
    FROM began q JOIN linked l USING (lead_id, event_id)
)
SELECT e.lead_id AS entity_id, e.event_id, e.effective_at, e.day, e.since_at AS from_at, e.until_at AS to_at,
    e.day + {{window}} AS due_day, CAST(e.in_time AS INTEGER) AS num, 1 AS den, 0 AS beside,
    CASE WHEN g.entity_id IS NOT NULL THEN 'duplicate' END AS reason,
    e.deal_id, CASE WHEN e.is_converted THEN 'converted' ELSE 'open' END AS outcome,
    NULL::BIGINT AS minor, NULL::VARCHAR AS currency,
    e.owner_id, e.team_id, e.account_id, e.territory_id, NULL::BIGINT AS pipeline_id, NULL::VARCHAR AS type
FROM state e
LEFT JOIN gone g ON g.kind = 'lead' AND g.entity_id = e.lead_id
