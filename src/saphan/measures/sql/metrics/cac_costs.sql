-- Costs of the period, moved back by the typical cycle where wanted.
SELECT * FROM (
WITH
lag_of AS ({{lag}}),
span AS (
    SELECT s.slot, s.part, s.start_day - l.days AS start_day,
        least(s.end_day, getvariable('known_day') + 1) - l.days AS end_day
    FROM slot s JOIN lag_of l USING (slot)
),
standard (table_key, kind, share) AS (VALUES {{standard}}),
spent AS (
    SELECT p.slot, p.part, c.*,
        CAST(c.minor AS HUGEINT) * least(p.end_day - c.from_day, c.last_day - c.from_day + 1)
            // (c.last_day - c.from_day + 1)
        - CAST(c.minor AS HUGEINT) * greatest(p.start_day - c.from_day, 0) // (c.last_day - c.from_day + 1)
            AS part_minor,
        coalesce(c.share, v.share, d.share, 0) AS part_share
    FROM span p
    JOIN cost c ON c.last_day >= p.start_day AND c.from_day < p.end_day
    LEFT JOIN cost_share v ON v.table_key = '{{shares}}' AND v.kind = c.kind
        AND v.valid_from <= c.from_day AND c.from_day < v.valid_to
    LEFT JOIN standard d ON d.table_key = '{{shares}}' AND d.kind = c.kind
)
SELECT s.slot, s.part, s.cost_id AS entity_id, s.seq AS event_id, s.effective_at, s.from_day AS day,
    CASE WHEN s.currency = getvariable('target') THEN half_even(s.part_minor * s.part_share, 10000)
        WHEN r.num IS NULL THEN 0
        ELSE half_even(s.part_minor * s.part_share * r.num, 10000 * r.den) END AS num,
    0 AS den, 0 AS beside,
    CASE WHEN s.is_gone THEN 'duplicate'
        WHEN s.currency <> getvariable('target') AND r.num IS NULL THEN 'missing_rate:' || s.currency END AS reason,
    NULL::BIGINT AS deal_id, 'cost' AS outcome, CAST(s.part_minor AS BIGINT) AS minor, s.currency,
    NULL::BIGINT AS owner_id, NULL::BIGINT AS team_id, NULL::BIGINT AS account_id, s.territory_id,
    NULL::BIGINT AS pipeline_id, NULL::VARCHAR AS type
FROM spent s
LEFT JOIN fact.rate r ON r.target = getvariable('target') AND r.currency = s.currency AND r.day = s.from_day
)
