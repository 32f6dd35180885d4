SELECT deal_id, account_id, valid_from, valid_to
FROM deal_version
WHERE type = 'renewal' AND status = 'open' AND removed_at IS NULL AND account_id IS NOT NULL
