-- One minor unit of `currency` on `day` is num / den minor units of `target`; the plan rate stands on day -1000000.
CREATE TABLE fact.rate (target VARCHAR, currency VARCHAR, day INTEGER, num HUGEINT, den HUGEINT);

-- n / d to the nearest whole number, halves to the even one; d > 0.
CREATE MACRO main.half_even(n, d) AS
    sign(n) * ((abs(n) * 2 + d) // (2 * d)
        - CASE WHEN (abs(n) * 2 + d) % (2 * d) = 0 AND ((abs(n) * 2 + d) // (2 * d)) % 2 = 1 THEN 1 ELSE 0 END);
-- How many numbers an ascending list has, and those on both sides of its middle and of its ninth decile.
CREATE MACRO main.points(l) AS [
    len(l), l[(len(l) - 1) // 2 + 1], coalesce(l[(len(l) - 1) // 2 + 2], l[-1]),
    l[(len(l) - 1) * 9 // 10 + 1], coalesce(l[(len(l) - 1) * 9 // 10 + 2], l[-1])];
-- Weighed by a chance in basis points, where there is one.
CREATE MACRO main.weighed(n, bp) AS
    CASE WHEN bp IS NULL THEN n ELSE half_even(CAST(n AS HUGEINT) * bp, 10000) END;
