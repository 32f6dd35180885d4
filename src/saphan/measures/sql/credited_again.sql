-- Money that was shared out already, inside the scope of the question.
SELECT * FROM (SELECT r.* REPLACE ({{num}} AS num, {{den}} AS den) FROM ({{relation}}) r) WHERE {{scope}}
