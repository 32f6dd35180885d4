LEFT JOIN held t ON t.kind = 'member' AND t.entity_id = p.owner_id AND t.valid_from < p.to_at AND p.from_at < t.valid_to
LEFT JOIN held a ON a.kind = 'account' AND a.entity_id = p.account_id
    AND a.valid_from < least(p.to_at, coalesce(t.valid_to, p.to_at))
    AND greatest(p.from_at, coalesce(t.valid_from, p.from_at)) < a.valid_to
WHERE greatest(p.from_at, coalesce(t.valid_from, p.from_at), coalesce(a.valid_from, p.from_at)) <= getvariable('closes')
    AND least(p.to_at, coalesce(t.valid_to, p.to_at), coalesce(a.valid_to, p.to_at)) > getvariable('opens')
