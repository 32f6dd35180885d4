SELECT account_id, arg_max(up_id, (effective_at, seq)) AS into_id FROM account_link
WHERE attribute = 'merged_into_id' AND effective_at <= getvariable('as_of') GROUP BY account_id
