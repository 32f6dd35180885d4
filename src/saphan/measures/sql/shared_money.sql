-- Money shared out over offerings in whole minor units, what is left over going to the largest remainders.
SELECT * EXCLUDE (part_weight, whole, rest, place)
    REPLACE (sign(num) * (whole + CAST(place <= abs(num) - sum(whole) OVER w AS INTEGER)) AS num)
FROM (
    SELECT *, row_number() OVER (PARTITION BY slot, part, event_id ORDER BY rest DESC, offering_id) AS place
    FROM (
        SELECT r.* EXCLUDE (own_offering_id), coalesce(r.own_offering_id, h.offering_id) AS offering_id, coalesce(h.weight, 10000) AS part_weight, 10000 AS weight,
            CAST(abs(r.num) AS HUGEINT) * part_weight // 10000 AS whole,
            CAST(abs(r.num) AS HUGEINT) * part_weight % 10000 AS rest
        FROM ({{relation}}) r
        LEFT JOIN deal_share h ON h.deal_id = r.deal_id
            AND h.valid_from <= r.effective_at AND r.effective_at < h.valid_to
    )
)
WINDOW w AS (PARTITION BY slot, part, event_id)
