-- Of each client the newest answer of the period.
SELECT * FROM ({{answers}}) WHERE reason IS DISTINCT FROM 'duplicate'
QUALIFY row_number() OVER (PARTITION BY slot, part, account_id ORDER BY day DESC, event_id DESC) = 1
