-- Clients that were targets just before the end of the period, and whether money came in from them lately. A deal that
-- an order took over adds up to nothing by itself; a client bought by another counts with it.
WITH
instant AS ({{instants}}),
merged AS ({{merged}}),
target AS (
    SELECT i.slot, i.part, i.at_instant, i.end_day, coalesce(g.into_id, s.account_id) AS account_id
    FROM instant i
    JOIN target_state s ON s.is_target AND s.valid_from < i.at_instant AND i.at_instant <= s.valid_to
    LEFT JOIN merged g ON g.account_id = s.account_id
    GROUP BY ALL
),
paid AS (
    SELECT i.slot, i.part, m.account_id, CAST(m.minor AS HUGEINT) AS minor
    FROM instant i
    JOIN moment m ON m.kind = 'ledger' AND m.effective_at < i.at_instant AND m.day >= i.end_day - {{active}}
    ANTI JOIN gone d ON d.kind = 'opportunity' AND d.entity_id = m.deal_id
    UNION ALL
    SELECT i.slot, i.part, l.account_id, CAST(l.minor AS HUGEINT)
    FROM instant i
    JOIN sale l ON l.effective_at < i.at_instant AND l.day >= i.end_day - {{active}}
    ANTI JOIN gone d ON d.kind = 'order' AND d.entity_id = l.order_id
),
customer AS (
    SELECT p.slot, p.part, coalesce(g.into_id, p.account_id) AS account_id
    FROM paid p LEFT JOIN merged g ON g.account_id = p.account_id
    WHERE p.account_id IS NOT NULL
    GROUP BY ALL HAVING sum(p.minor) > 0
)
SELECT t.slot, t.part, t.account_id, 0 AS event_id, t.at_instant, t.end_day,
    CAST(c.account_id IS NOT NULL AS INTEGER) AS num, 1 AS den, NULL::VARCHAR AS reason
FROM target t LEFT JOIN customer c USING (slot, part, account_id)
