SELECT account_id, coalesce(offering_id, 0) AS offering_id, from_day, to_day, agreed_at, back_at, back_day, annual_minor, currency
FROM agreement
