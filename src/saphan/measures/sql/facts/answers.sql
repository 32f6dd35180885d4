-- Credit goes to whoever looked after the client at the first instant of the answer's day.
DELETE FROM {{own}}.survey_answer;
INSERT INTO {{own}}.survey_answer
WITH
survey AS (
    SELECT entity_id AS survey_id, CAST(arg_max(value, seq) FILTER (attribute = 'scale') AS INTEGER) AS scale,
        CAST(arg_max(value, seq) FILTER (attribute = 'threshold') AS INTEGER) AS threshold
    FROM fact.event WHERE kind = 'survey' AND recorded_at <= getvariable('known_at') GROUP BY entity_id
),
said AS (
    SELECT entity_id AS answer_id, min(seq) AS seq, min(effective_at) FILTER (born) AS born_at,
        min(day) FILTER (born) AS born_day,
        CAST(arg_max(value, seq) FILTER (attribute = 'survey_id') AS BIGINT) AS survey_id,
        CAST(arg_max(value, seq) FILTER (attribute = 'account_id') AS BIGINT) AS account_id,
        CAST(arg_max(value, seq) FILTER (attribute = 'invitation_id') AS BIGINT) AS invitation_id,
        CAST(arg_max(value, seq) FILTER (attribute = 'score') AS INTEGER) AS score,
        CAST(arg_max(value, seq) FILTER (attribute = 'answered_on') AS DATE) - DATE '1970-01-01' AS day,
        coalesce(arg_max(coalesce(value, ''), seq) FILTER (attribute = 'removed_at'), '') <> '' AS is_gone
    FROM fact.event
    WHERE kind = 'survey_answer' AND recorded_at <= getvariable('known_at')
    GROUP BY entity_id
)
SELECT s.answer_id, s.seq, s.born_at + (s.day - s.born_day) * 86400000000 AS effective_at, s.day, s.account_id,
    s.invitation_id, s.score, v.scale, v.threshold, o.owner_id, t.target_id, a.target_id, s.is_gone
FROM said s
JOIN survey v USING (survey_id)
LEFT JOIN account_owner o ON o.account_id = s.account_id
    AND o.valid_from <= s.born_at AND s.born_at < o.valid_to
LEFT JOIN assignment t ON t.kind = 'member' AND t.entity_id = o.owner_id
    AND t.valid_from <= s.born_at AND s.born_at < t.valid_to
LEFT JOIN assignment a ON a.kind = 'account' AND a.entity_id = s.account_id
    AND a.valid_from <= s.born_at AND s.born_at < a.valid_to
WHERE s.day IS NOT NULL;

DELETE FROM {{own}}.survey_invitation;
INSERT INTO {{own}}.survey_invitation
WITH
asked AS (
    SELECT entity_id AS invitation_id, min(seq) AS seq, min(effective_at) FILTER (born) AS effective_at,
        min(day) FILTER (born) AS day,
        CAST(arg_max(value, seq) FILTER (attribute = 'account_id') AS BIGINT) AS account_id,
        coalesce(arg_max(coalesce(value, ''), seq) FILTER (attribute = 'removed_at'), '') <> '' AS is_gone
    FROM fact.event
    WHERE kind = 'survey_invitation' AND recorded_at <= getvariable('known_at')
    GROUP BY entity_id
)
SELECT i.invitation_id, i.seq, i.effective_at, i.day, i.account_id, o.owner_id, t.target_id, a.target_id, i.is_gone
FROM asked i
LEFT JOIN account_owner o ON o.account_id = i.account_id
    AND o.valid_from <= i.effective_at AND i.effective_at < o.valid_to
LEFT JOIN assignment t ON t.kind = 'member' AND t.entity_id = o.owner_id
    AND t.valid_from <= i.effective_at AND i.effective_at < t.valid_to
LEFT JOIN assignment a ON a.kind = 'account' AND a.entity_id = i.account_id
    AND a.valid_from <= i.effective_at AND i.effective_at < a.valid_to
WHERE i.effective_at IS NOT NULL;
