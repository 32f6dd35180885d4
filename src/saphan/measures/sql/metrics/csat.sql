-- Answers received in the period; with one per client, the newest that counts.
SELECT s.slot, s.part, a.answer_id AS entity_id, a.seq AS event_id, a.effective_at, a.day,
    {{num}} AS num, 1 AS den, 0 AS beside,
    CASE WHEN a.is_gone THEN 'duplicate'{{left_out}} END AS reason,
    NULL::BIGINT AS deal_id, CASE WHEN a.score >= a.threshold THEN 'satisfied' ELSE 'not_satisfied' END AS outcome,
    NULL::BIGINT AS minor, NULL::VARCHAR AS currency,
    a.owner_id, a.team_id, a.account_id, a.territory_id, NULL::BIGINT AS pipeline_id, NULL::VARCHAR AS type
FROM survey_answer a
JOIN slot_day s ON s.day = a.day
WHERE a.effective_at <= getvariable('as_of'){{latest}}
