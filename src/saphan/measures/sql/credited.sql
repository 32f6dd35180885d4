-- Rows of a metric, weighed by what of each is credited here, inside the scope of the question.
SELECT * FROM (
    SELECT r.* REPLACE ({{num}} AS num, {{den}} AS den), {{weight}} AS weight, {{offering}} AS offering_id
    FROM ({{relation}}) r {{shares}}
)
WHERE {{scope}}
