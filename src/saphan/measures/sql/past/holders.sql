LEFT JOIN assignment t ON t.kind = 'member' AND t.entity_id = p.owner_id
    AND t.valid_from <= getvariable('stands_at') AND getvariable('stands_at') < t.valid_to
LEFT JOIN assignment a ON a.kind = 'account' AND a.entity_id = p.account_id
    AND a.valid_from <= getvariable('stands_at') AND getvariable('stands_at') < a.valid_to
