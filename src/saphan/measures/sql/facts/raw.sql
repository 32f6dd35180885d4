-- What is read from the main database, as it is. Instants are UTC microseconds, days are counted from
-- 1970-01-01 in the workspace's time zone, money is in minor units.

CREATE TABLE deal_birth (
    deal_id BIGINT, seq BIGINT, effective_at BIGINT, recorded_at BIGINT, day INTEGER,
    status VARCHAR, stage_id BIGINT, owner_id BIGINT, account_id BIGINT, pipeline_id BIGINT, type VARCHAR,
    currency VARCHAR, amount_minor BIGINT, expected_close_day INTEGER, lead_id BIGINT, removed_at BIGINT
);
-- One row per later change of a deal, and per first value and later change of everything else.
CREATE TABLE event (
    kind VARCHAR, entity_id BIGINT, seq BIGINT, effective_at BIGINT, recorded_at BIGINT, day INTEGER,
    attribute VARCHAR, value VARCHAR, before VARCHAR, born BOOLEAN
);
CREATE TABLE ledger_line (
    line_id BIGINT, deal_id BIGINT, order_id BIGINT, order_line_id BIGINT, offering_id BIGINT, minor BIGINT,
    currency VARCHAR, months INTEGER, is_pass_through BOOLEAN, effective_at BIGINT, recorded_at BIGINT, day INTEGER
);
