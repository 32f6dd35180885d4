-- Lines of issued invoices and credit notes, on the day they were issued, to the credit of whoever looked after the
-- client then. Rebuilt as a whole.
DELETE FROM {{own}}.billed;
INSERT INTO {{own}}.billed
WITH
paper AS (
    SELECT entity_id AS invoice_id, min(effective_at) FILTER (attribute = 'status' AND value = 'issued') AS effective_at,
        arg_min(day, effective_at) FILTER (attribute = 'status' AND value = 'issued') AS day,
        CAST(arg_min(value, seq) FILTER (attribute = 'account_id') AS BIGINT) AS account_id,
        arg_max(value, seq) FILTER (attribute = 'currency') AS currency,
        coalesce(arg_max(coalesce(value, ''), seq) FILTER (attribute = 'removed_at'), '') <> '' AS is_gone
    FROM fact.event WHERE kind = 'invoice' AND recorded_at <= getvariable('known_at') GROUP BY entity_id
),
line AS (
    SELECT entity_id AS line_id, CAST(arg_max(value, seq) FILTER (attribute = 'invoice_id') AS BIGINT) AS invoice_id,
        CAST(arg_max(value, seq) FILTER (attribute = 'offering_id') AS BIGINT) AS offering_id,
        CAST(arg_max(value, seq) FILTER (attribute = 'amount_minor') AS BIGINT) AS minor,
        coalesce(arg_max(value, seq) FILTER (attribute = 'is_pass_through'), '') = 'true' AS is_pass_through,
        coalesce(arg_max(coalesce(value, ''), seq) FILTER (attribute = 'removed_at'), '') <> '' AS is_gone
    FROM fact.event WHERE kind = 'invoice_line' AND recorded_at <= getvariable('known_at') GROUP BY entity_id
)
SELECT l.line_id, p.invoice_id, l.offering_id, p.effective_at, p.day, l.minor, p.currency, l.is_pass_through,
    o.owner_id, t.target_id, p.account_id, a.target_id
FROM line l
JOIN paper p USING (invoice_id)
LEFT JOIN account_owner o ON o.account_id = p.account_id
    AND o.valid_from <= p.effective_at AND p.effective_at < o.valid_to
LEFT JOIN assignment t ON t.kind = 'member' AND t.entity_id = o.owner_id
    AND t.valid_from <= p.effective_at AND p.effective_at < t.valid_to
LEFT JOIN assignment a ON a.kind = 'account' AND a.entity_id = p.account_id
    AND a.valid_from <= p.effective_at AND p.effective_at < a.valid_to
WHERE p.effective_at IS NOT NULL AND NOT p.is_gone AND NOT l.is_gone;
