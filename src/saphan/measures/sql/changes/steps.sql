-- Each deal just before and just after something happened between both ends.
SELECT * EXCLUDE (is_new) FROM (
    SELECT deal_id, from_at AS happened_at, coalesce(effective_at, from_at) AS effective_at, currency,
        coalesce(owner_id, -1) AS owner_id, coalesce(account_id, -1) AS account_id,
        coalesce(lag(amount_minor) OVER w, -1) AS amount_before, coalesce(amount_minor, -1) AS amount_after,
        coalesce(lag(expected_day) OVER w, -1000000) AS day_before, coalesce(expected_day, -1000000) AS day_after,
        coalesce(lag(worth) OVER w, 0) AS worth_before, worth AS worth_after,
        coalesce(lag(inside) OVER w, inside) AS inside_before, inside AS inside_after,
        coalesce(lag(place) OVER w, place) AS place_before, place AS place_after,
        coalesce(lag(fate) OVER w, 0) AS fate_before, fate AS fate_after,
        from_at > getvariable('opens') AS is_new
    FROM stand SEMI JOIN (SELECT deal_id FROM stand WHERE from_at > getvariable('opens')) USING (deal_id)
    {{ends_only}}
    WINDOW w AS (PARTITION BY deal_id ORDER BY from_at)
)
WHERE is_new
ORDER BY happened_at, deal_id
