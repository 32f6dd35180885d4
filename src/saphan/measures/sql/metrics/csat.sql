-- Answers, and whether each counts and how.
SELECT a.answer_id AS entity_id, a.seq AS event_id, a.effective_at, a.day,
    a.effective_at AS from_at, 9e18::BIGINT AS to_at, NULL::INTEGER AS due_day, {{num}} AS num, 1 AS den, 0 AS beside,
    CASE WHEN a.is_gone THEN 'duplicate'{{left_out}} END AS reason,
    NULL::BIGINT AS deal_id, CASE WHEN a.score >= a.threshold THEN 'satisfied' ELSE 'not_satisfied' END AS outcome,
    NULL::BIGINT AS minor, NULL::VARCHAR AS currency,
    a.owner_id, a.team_id, a.account_id, a.territory_id, NULL::BIGINT AS pipeline_id, NULL::VARCHAR AS type
FROM survey_answer a
