-- Sums that a figure needs, for each slot and, where asked, each group in it.
SELECT slot, {{is_total}}, {{key}}, reason, {{values}}, {{weight}},
    sum(CAST(num AS HUGEINT) * weight), sum(CAST(den AS HUGEINT) * weight), sum(CAST(beside AS HUGEINT) * weight),
    {{count}}
FROM ({{credited}}) {{join}}
GROUP BY GROUPING SETS ({{sets}})
