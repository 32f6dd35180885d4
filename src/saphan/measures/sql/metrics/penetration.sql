-- Services at clients just before the end of the period, from a table that is filled for the question.
WITH cell AS (
    SELECT slot, CASE WHEN is_base THEN 'base' ELSE 'now' END AS part, account_id, offering_id, at_instant,
        CAST(end_day AS INTEGER) AS end_day, is_sold, CAST(reason AS VARCHAR) AS reason
    FROM penetration_cell
)
{{counted}}
