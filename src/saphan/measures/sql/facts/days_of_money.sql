SELECT DISTINCT currency, day FROM {{moment}}
WHERE kind IN ('ledger', 'closed') AND currency <> $target
UNION
SELECT DISTINCT currency, 0 FROM {{deal_version}} WHERE currency <> $target AND status = 'open'
ORDER BY ALL;
