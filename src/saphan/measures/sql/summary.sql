-- Sums that a figure needs, for each slot and, where asked, each group in it.
SELECT slot, {{is_total}}, {{key}}, reason, {{values}}, {{weight}},
    {{num}}, {{den}}, {{beside}},
    {{count}}
FROM ({{credited}}) {{join}}
GROUP BY GROUPING SETS ({{sets}})
