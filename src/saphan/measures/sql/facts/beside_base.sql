FROM base.present.{{table}} ANTI JOIN (SELECT deal_id FROM {{own}}.redone WHERE part = '{{part}}') USING (deal_id)
UNION ALL FROM {{own}}.{{table}}
