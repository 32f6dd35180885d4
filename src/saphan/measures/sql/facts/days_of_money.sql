SELECT DISTINCT currency, day FROM {{moment}}
WHERE kind IN ('ledger', 'closed') AND currency <> $target
UNION
SELECT DISTINCT currency, day FROM {{sale}} WHERE currency <> $target
UNION
SELECT DISTINCT currency, day FROM {{billed}} WHERE currency <> $target
UNION
SELECT DISTINCT currency, 0 FROM {{deal_version}} WHERE currency <> $target AND status = 'open'
UNION
SELECT DISTINCT currency, from_day FROM {{cost}} WHERE currency <> $target
ORDER BY ALL;
