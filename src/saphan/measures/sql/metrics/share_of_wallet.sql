-- What clients were thought to spend just before the end of the period, and what came in for it over the last year. An
-- estimate for the whole client holds before those of its units. Estimates are converted at the plan rate, what came in
-- at the rate of its day; a deal that an order took over adds up to nothing by itself.
WITH
instant AS ({{instants}}),
merged AS ({{merged}}),
thought AS (
    SELECT i.slot, i.part, i.at_instant, i.end_day, coalesce(g.into_id, w.account_id) AS account_id, w.offering_id, w.is_whole,
        CASE WHEN w.currency = getvariable('target') THEN w.minor WHEN r.num IS NULL THEN 0
            ELSE half_even(CAST(w.minor AS HUGEINT) * r.num, r.den) END AS minor,
        w.has_source,
        CASE WHEN w.currency <> getvariable('target') AND r.num IS NULL THEN w.currency END AS missing
    FROM instant i
    JOIN wallet w ON w.valid_from < i.at_instant AND i.at_instant <= w.valid_to
    LEFT JOIN merged g ON g.account_id = w.account_id
    LEFT JOIN fact.rate r ON r.target = getvariable('target') AND r.currency = w.currency AND r.day = {{plan_day}}
    QUALIFY w.is_whole OR NOT bool_or(w.is_whole)
        OVER (PARTITION BY i.slot, i.part, coalesce(g.into_id, w.account_id), w.offering_id)
),
spend AS (
    SELECT slot, part, at_instant, end_day, account_id, offering_id, sum(minor) AS minor, bool_and(has_source) AS has_source,
        min(missing) AS missing
    FROM thought GROUP BY ALL
),
paid AS (
    SELECT i.slot, i.part, m.account_id, h.offering_id, m.day, m.currency,
        half_even(CAST(m.minor AS HUGEINT) * h.weight, 10000) AS minor
    FROM instant i
    JOIN moment m ON m.kind = 'ledger' AND m.effective_at < i.at_instant AND m.day >= i.end_day - {{active}}
    JOIN deal_share h ON h.deal_id = m.deal_id AND h.valid_from <= m.effective_at AND m.effective_at < h.valid_to
    ANTI JOIN gone d ON d.kind = 'opportunity' AND d.entity_id = m.deal_id
    WHERE m.account_id IS NOT NULL
    UNION ALL
    SELECT i.slot, i.part, l.account_id, l.offering_id, l.day, l.currency, l.minor
    FROM instant i
    JOIN sale l ON l.effective_at < i.at_instant AND l.day >= i.end_day - {{active}}
    ANTI JOIN gone d ON d.kind = 'order' AND d.entity_id = l.order_id
    WHERE l.account_id IS NOT NULL AND l.offering_id IS NOT NULL
),
ours AS (
    SELECT p.slot, p.part, coalesce(g.into_id, p.account_id) AS account_id, p.offering_id,
        sum(CASE WHEN p.currency = getvariable('target') THEN p.minor WHEN r.num IS NULL THEN 0
            ELSE half_even(CAST(p.minor AS HUGEINT) * r.num, r.den) END) AS minor,
        min(CASE WHEN p.currency <> getvariable('target') AND r.num IS NULL THEN p.currency END) AS missing
    FROM paid p
    LEFT JOIN merged g ON g.account_id = p.account_id
    LEFT JOIN fact.rate r ON r.target = getvariable('target') AND r.currency = p.currency AND r.day = p.day
    GROUP BY ALL
)
SELECT s.slot, s.part, s.account_id, s.offering_id AS event_id, s.at_instant, s.end_day,
    coalesce(o.minor, 0) AS num, s.minor AS den,
    CASE WHEN NOT s.has_source THEN 'no_source'
        WHEN coalesce(s.missing, o.missing) IS NOT NULL THEN 'missing_rate:' || coalesce(s.missing, o.missing) END AS reason
FROM spend s LEFT JOIN ours o USING (slot, part, account_id, offering_id)
