-- What is read from the main database, as it is. Instants are UTC microseconds, days are counted from
-- 1970-01-01 in the workspace's time zone, money is in minor units.
CREATE SCHEMA fact;

CREATE TABLE fact.deal_birth (
    deal_id BIGINT, seq BIGINT, effective_at BIGINT, recorded_at BIGINT, day INTEGER,
    status VARCHAR, stage_id BIGINT, owner_id BIGINT, account_id BIGINT, pipeline_id BIGINT, type VARCHAR,
    currency VARCHAR, amount_minor BIGINT, expected_close_day INTEGER, lead_id BIGINT, removed_at BIGINT
);
-- One row per later change of a deal, and per first value and later change of everything else.
CREATE TABLE fact.event (
    kind VARCHAR, entity_id BIGINT, seq BIGINT, effective_at BIGINT, recorded_at BIGINT, day INTEGER,
    attribute VARCHAR, value VARCHAR, before VARCHAR, born BOOLEAN
);
CREATE TABLE fact.ledger_line (
    line_id BIGINT, deal_id BIGINT, minor BIGINT, currency VARCHAR, effective_at BIGINT, recorded_at BIGINT,
    day INTEGER
);
-- One minor unit of `currency` on `day` is num / den minor units of `target`; the plan rate stands on day -1000000.
CREATE TABLE fact.rate (target VARCHAR, currency VARCHAR, day INTEGER, num HUGEINT, den HUGEINT);

-- n / d to the nearest whole number, halves to the even one; d > 0.
CREATE MACRO half_even(n, d) AS
    sign(n) * ((abs(n) * 2 + d) // (2 * d)
        - CASE WHEN (abs(n) * 2 + d) % (2 * d) = 0 AND ((abs(n) * 2 + d) // (2 * d)) % 2 = 1 THEN 1 ELSE 0 END);
