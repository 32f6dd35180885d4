-- Who looked after the wanted clients at the instant.
SELECT account_id, owner_id FROM account_owner SEMI JOIN wanted USING (account_id)
WHERE valid_from <= getvariable('stands_at') AND getvariable('stands_at') < valid_to AND owner_id IS NOT NULL
