-- Sums that a figure needs, for each slot and, where asked, each group in it.
SELECT slot, {{is_total}}, {{key}}, reason, {{points}}, {{values}}, {{weight}},
    {{count}}, {{num}}, {{den}}, {{beside}}
FROM ({{credited}}) {{join}}
GROUP BY {{groups}}
