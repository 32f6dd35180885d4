-- How deals stood from `opens` to `closes`, in pieces of time, as this world knows it.
CREATE OR REPLACE TEMP TABLE piece AS
SELECT deal_id, valid_from AS from_at, valid_to AS to_at, valid_from AS effective_at, status, owner_id, account_id,
    pipeline_id, stage_id, currency, amount_minor, expected_close_day AS expected_day, FALSE AS is_gone
FROM deal_version ANTI JOIN (SELECT entity_id AS deal_id FROM gone WHERE kind = 'opportunity') USING (deal_id)
-- What was over before and stayed so tells nothing; most deals are of that kind.
WHERE valid_to > getvariable('opens') AND valid_from <= getvariable('closes')
    AND (status = 'open' OR valid_from > getvariable('opens') OR valid_to <= getvariable('closes'));

CREATE OR REPLACE TEMP TABLE held AS FROM assignment;
