-- Leads are few beside deals and rebuilt as a whole.
DELETE FROM {{own}}.gone WHERE kind = 'lead';
INSERT INTO {{own}}.gone
SELECT 'lead', entity_id FROM (
    SELECT entity_id, arg_max(coalesce(value, ''), (effective_at, seq)) AS removed
    FROM fact.event
    WHERE kind = 'lead' AND attribute = 'removed_at' AND recorded_at <= getvariable('known_at')
    GROUP BY entity_id
) WHERE removed <> '';

DELETE FROM {{own}}.lead_root;
INSERT INTO {{own}}.lead_root
WITH RECURSIVE
merge AS (
    SELECT entity_id AS lead_id, nullif(arg_max(coalesce(value, ''), (effective_at, seq)), '')::BIGINT AS into_id
    FROM fact.event
    WHERE kind = 'lead' AND attribute = 'merged_into_id' AND recorded_at <= getvariable('known_at')
    GROUP BY entity_id
),
chain AS (
    SELECT lead_id, into_id, 1 AS depth FROM merge WHERE into_id IS NOT NULL
    UNION ALL
    SELECT c.lead_id, m.into_id, c.depth + 1
    FROM chain c JOIN merge m ON m.lead_id = c.into_id AND m.into_id IS NOT NULL
    WHERE c.depth < 50
)
SELECT lead_id, arg_max(into_id, depth) FROM chain GROUP BY lead_id;

DELETE FROM {{own}}.lead_step;
INSERT INTO {{own}}.lead_step
WITH
step AS (
    SELECT entity_id AS lead_id, seq, effective_at, day,
        CASE WHEN attribute = 'state' THEN value END AS state,
        CASE WHEN attribute = 'owner_id' THEN coalesce(CAST(value AS BIGINT), -1) END AS owner_id,
        CASE WHEN attribute = 'account_id' THEN coalesce(CAST(value AS BIGINT), -1) END AS account_id,
        CASE WHEN attribute = 'territory_id' THEN coalesce(CAST(value AS BIGINT), -1) END AS territory_id
    FROM fact.event
    WHERE kind = 'lead' AND attribute IN ('state', 'owner_id', 'account_id', 'territory_id')
        AND recorded_at <= getvariable('known_at')
),
filled AS (
    SELECT lead_id, seq, effective_at, day, state,
        nullif(last_value(owner_id IGNORE NULLS) OVER w, -1) AS owner_id,
        nullif(last_value(account_id IGNORE NULLS) OVER w, -1) AS account_id,
        nullif(last_value(territory_id IGNORE NULLS) OVER w, -1) AS territory_id
    -- The first values of a record share one position in the journal; its state is read after the others.
    FROM step WINDOW w AS (PARTITION BY lead_id ORDER BY effective_at, seq, state IS NOT NULL)
)
SELECT coalesce(r.root_id, f.lead_id), f.seq, f.effective_at, f.day, f.state <> 'disqualified',
    f.owner_id, t.target_id, f.account_id, f.territory_id
FROM filled f
LEFT JOIN lead_root r USING (lead_id)
LEFT JOIN assignment t ON t.kind = 'member' AND t.entity_id = f.owner_id
    AND t.valid_from <= f.effective_at AND f.effective_at < t.valid_to
WHERE f.state IN ('qualified', 'converted', 'disqualified');
