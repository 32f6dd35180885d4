-- Invitations delivered in the period, and whether each was answered.
SELECT s.slot, s.part, i.invitation_id AS entity_id, i.seq AS event_id, i.effective_at, i.day,
    CAST(a.invitation_id IS NOT NULL AS INTEGER) AS num, 1 AS den, 0 AS beside,
    CASE WHEN i.is_gone THEN 'duplicate' END AS reason,
    NULL::BIGINT AS deal_id, CASE WHEN a.invitation_id IS NULL THEN 'open' ELSE 'answered' END AS outcome,
    NULL::BIGINT AS minor, NULL::VARCHAR AS currency,
    i.owner_id, i.team_id, i.account_id, i.territory_id, NULL::BIGINT AS pipeline_id, NULL::VARCHAR AS type
FROM survey_invitation i
JOIN slot_day s ON s.day = i.day
LEFT JOIN (
    SELECT DISTINCT invitation_id FROM survey_answer
    WHERE NOT is_gone AND invitation_id IS NOT NULL AND effective_at <= getvariable('as_of')
) a USING (invitation_id)
WHERE i.effective_at <= getvariable('as_of')
