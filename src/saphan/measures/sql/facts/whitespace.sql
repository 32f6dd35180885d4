-- Marks and offerings are few beside deals. A mark holds from its day until the next one.
DELETE FROM {{own}}.cell_state;
INSERT INTO {{own}}.cell_state
WITH
named AS (
    SELECT entity_id, CAST(arg_max(value, seq) FILTER (attribute = 'account_id') AS BIGINT) AS account_id,
        CAST(arg_max(value, seq) FILTER (attribute = 'offering_id') AS BIGINT) AS offering_id,
        coalesce(arg_max(coalesce(value, ''), seq) FILTER (attribute = 'removed_at'), '') <> '' AS is_gone
    FROM fact.event WHERE kind = 'whitespace_cell' AND recorded_at <= getvariable('known_at') GROUP BY entity_id
),
step AS (
    SELECT entity_id, effective_at, seq, value FROM fact.event
    WHERE kind = 'whitespace_cell' AND attribute = 'state' AND recorded_at <= getvariable('known_at')
)
SELECT n.account_id, n.offering_id, s.effective_at, coalesce(lead(s.effective_at) OVER w, 9e18::BIGINT) AS valid_to,
    s.value
FROM step s JOIN named n USING (entity_id)
WHERE NOT n.is_gone
WINDOW w AS (PARTITION BY s.entity_id ORDER BY s.effective_at, s.seq)
QUALIFY valid_to <> s.effective_at;

DELETE FROM {{own}}.offering_state;
INSERT INTO {{own}}.offering_state
SELECT entity_id, CASE WHEN born THEN -9e18::BIGINT ELSE effective_at END AS valid_from,
    coalesce(lead(effective_at) OVER w, 9e18::BIGINT) AS valid_to, value = 'active'
FROM fact.event
WHERE kind = 'offering' AND attribute = 'status' AND recorded_at <= getvariable('known_at')
WINDOW w AS (PARTITION BY entity_id ORDER BY effective_at, seq)
QUALIFY valid_to <> valid_from;
