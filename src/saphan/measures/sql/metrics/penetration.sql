-- Services at clients just before the end of the period: in use, open to us, no fit, or nobody knows.
WITH
instant AS ({{instants}}),
merged AS ({{merged}}),
marked AS (
    SELECT i.slot, i.part, coalesce(g.into_id, c.account_id) AS account_id, c.offering_id,
        bool_or(c.state IN ('open', 'competitor')) AS is_open, bool_or(c.state = 'not_fit') AS is_not_fit
    FROM instant i
    JOIN cell_state c ON c.valid_from < i.at_instant AND i.at_instant <= c.valid_to
    LEFT JOIN merged g ON g.account_id = c.account_id
    GROUP BY ALL
),
-- What came in over the last year: deals shared out over their offerings, orders line by line. A deal that an order
-- took over adds up to nothing by itself.
paid AS (
    SELECT i.slot, i.part, m.account_id, h.offering_id, CAST(m.minor AS HUGEINT) * h.weight AS worth
    FROM instant i
    JOIN moment m ON m.kind = 'ledger' AND m.effective_at < i.at_instant AND m.day >= i.end_day - {{active}}
    JOIN deal_share h ON h.deal_id = m.deal_id AND h.valid_from <= m.effective_at AND m.effective_at < h.valid_to
    ANTI JOIN gone d ON d.kind = 'opportunity' AND d.entity_id = m.deal_id
    WHERE m.account_id IS NOT NULL
    UNION ALL
    SELECT i.slot, i.part, l.account_id, l.offering_id, CAST(l.minor AS HUGEINT) * 10000
    FROM instant i
    JOIN sale l ON l.effective_at < i.at_instant AND l.day >= i.end_day - {{active}}
    ANTI JOIN gone d ON d.kind = 'order' AND d.entity_id = l.order_id
    WHERE l.account_id IS NOT NULL AND l.offering_id IS NOT NULL
),
sold AS (
    SELECT p.slot, p.part, coalesce(g.into_id, p.account_id) AS account_id, p.offering_id
    FROM paid p LEFT JOIN merged g USING (account_id)
    GROUP BY ALL HAVING sum(p.worth) > 0
),
-- Of clients that anybody looked at, also the services that nobody marked.
known AS (SELECT slot, part, account_id FROM marked UNION SELECT slot, part, account_id FROM sold),
place AS (
    SELECT k.slot, k.part, k.account_id, o.offering_id
    FROM known k JOIN instant i USING (slot, part)
    JOIN offering_state o ON o.is_active AND o.valid_from < i.at_instant AND i.at_instant <= o.valid_to
    UNION SELECT slot, part, account_id, offering_id FROM marked
    UNION SELECT slot, part, account_id, offering_id FROM sold
),
cell AS (
    SELECT p.slot, p.part, p.account_id, p.offering_id, i.at_instant, i.end_day,
        s.offering_id IS NOT NULL AS is_sold,
        CASE WHEN o.is_active IS NOT DISTINCT FROM FALSE THEN 'retired'
            WHEN s.offering_id IS NOT NULL OR m.is_open THEN NULL
            WHEN m.is_not_fit THEN 'not_fit' ELSE 'unmapped' END AS reason
    FROM place p
    JOIN instant i USING (slot, part)
    LEFT JOIN marked m USING (slot, part, account_id, offering_id)
    LEFT JOIN sold s USING (slot, part, account_id, offering_id)
    LEFT JOIN offering_state o ON o.offering_id = p.offering_id
        AND o.valid_from < i.at_instant AND i.at_instant <= o.valid_to
),
counted AS ({{counted}})
SELECT slot, part, account_id, event_id, at_instant, end_day, num, den, reason FROM counted
