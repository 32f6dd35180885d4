-- Deals whose first entry lies in the period, with how each stood at the end of its window.
SELECT s.slot, s.part, e.deal_id AS entity_id, e.event_id, e.effective_at, e.day,
    CAST(coalesce(o.outcome = 'won', FALSE) AS INTEGER) AS num, 1 AS den,
    CAST(o.outcome IS NOT NULL AS INTEGER) AS beside,
    CASE WHEN g.entity_id IS NOT NULL THEN 'duplicate'
        WHEN getvariable('known_day') < e.day + {{window}}
            THEN 'immature:' || strftime(DATE '1970-01-01' + e.day + {{window}}, '%Y-%m-%d') END AS reason,
    e.deal_id, coalesce(o.outcome, 'open') AS outcome, e.minor, e.currency,
    e.owner_id, e.team_id, e.account_id, e.territory_id, e.pipeline_id, e.type
FROM moment e
JOIN slot_day s ON s.day = e.day
LEFT JOIN gone g ON g.kind = 'opportunity' AND g.entity_id = e.deal_id
LEFT JOIN (
    SELECT b.deal_id, c.outcome
    FROM moment b
    JOIN moment c ON c.kind = 'closed' AND c.deal_id = b.deal_id AND c.day <= b.day + {{window}}
        AND c.effective_at <= getvariable('as_of')
    WHERE b.kind = '{{start}}'
    QUALIFY row_number() OVER (PARTITION BY b.deal_id ORDER BY c.effective_at DESC, c.event_id DESC) = 1
        AND (c.ends_day IS NULL OR c.ends_day > b.day + {{window}} OR c.ends_at > getvariable('as_of'))
) o ON o.deal_id = e.deal_id
WHERE e.kind = '{{start}}' AND e.effective_at <= getvariable('as_of')
