-- The rows of the whole period, the newest first.
SELECT entity_id, event_id, effective_at, num, den, weight, reason, beside, day, outcome, minor, currency, owner_id
FROM ({{credited}})
WHERE slot = 0 AND {{only}}
ORDER BY effective_at DESC, entity_id DESC, event_id DESC, part
LIMIT $limit
