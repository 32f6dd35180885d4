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
touched AS (
    SELECT slot, part, account_id, offering_id, bool_or(is_sold) AS is_sold, bool_or(is_open) AS is_open,
        bool_or(is_not_fit) AS is_not_fit
    FROM (
        SELECT *, FALSE AS is_sold FROM marked
        UNION ALL BY NAME SELECT *, TRUE AS is_sold, FALSE AS is_open, FALSE AS is_not_fit FROM sold
    ) GROUP BY ALL
),
-- Clients that anybody looked at.
known AS (
    SELECT k.slot, k.part, k.account_id, i.at_instant, i.end_day
    FROM (SELECT DISTINCT slot, part, account_id FROM touched) k JOIN instant i USING (slot, part)
),
state AS (
    SELECT i.slot, i.part, o.offering_id, o.is_active
    FROM instant i JOIN offering_state o ON o.valid_from < i.at_instant AND i.at_instant <= o.valid_to
),
-- Of known clients all services on sale, also those that nobody marked, and what was marked or sold beyond them.
cell AS (
    SELECT k.*, s.offering_id, coalesce(t.is_sold, FALSE) AS is_sold,
        CASE WHEN t.is_sold OR t.is_open THEN NULL WHEN t.is_not_fit THEN 'not_fit' ELSE 'unmapped' END AS reason
    FROM known k JOIN state s ON s.is_active AND s.slot = k.slot AND s.part = k.part
    LEFT JOIN touched t
        ON t.slot = k.slot AND t.part = k.part AND t.account_id = k.account_id AND t.offering_id = s.offering_id
    UNION ALL
    SELECT k.*, t.offering_id, t.is_sold,
        CASE WHEN NOT s.is_active THEN 'retired' WHEN t.is_sold OR t.is_open THEN NULL
            WHEN t.is_not_fit THEN 'not_fit' ELSE 'unmapped' END
    FROM touched t JOIN known k USING (slot, part, account_id)
    LEFT JOIN state s ON s.slot = t.slot AND s.part = t.part AND s.offering_id = t.offering_id
    WHERE s.is_active IS DISTINCT FROM TRUE
),
counted AS ({{counted}})
SELECT slot, part, account_id, event_id, at_instant, end_day, num, den, reason FROM counted
