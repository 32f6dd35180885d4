-- What stood open at the wanted clients, and how many of it are in no sum.
SELECT account_id, count(*), coalesce(sum(worth), 0)::BIGINT, count(reason)
FROM standing SEMI JOIN wanted USING (account_id) GROUP BY account_id
