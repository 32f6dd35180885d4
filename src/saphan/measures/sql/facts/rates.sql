-- One minor unit of `currency` on `day` is num / den minor units of `target`; the plan rate stands on day -1000000.
CREATE TABLE fact.rate (target VARCHAR, currency VARCHAR, day INTEGER, num HUGEINT, den HUGEINT);

-- n / d to the nearest whole number, halves to the even one; d > 0.
CREATE MACRO main.half_even(n, d) AS
    sign(n) * ((abs(n) * 2 + d) // (2 * d)
        - CASE WHEN (abs(n) * 2 + d) % (2 * d) = 0 AND ((abs(n) * 2 + d) // (2 * d)) % 2 = 1 THEN 1 ELSE 0 END);
