-- Deals of which something was learned after an instant, or that the present works out beside the base.
INSERT INTO touched
SELECT deal_id FROM fact.deal_birth WHERE recorded_at > $known_at
UNION
SELECT entity_id FROM fact.event WHERE kind = 'opportunity' AND recorded_at > $known_at
UNION
SELECT deal_id FROM fact.ledger_line WHERE recorded_at > $known_at
UNION
SELECT CAST(value AS BIGINT) FROM fact.event
WHERE kind = 'opportunity_line' AND attribute = 'opportunity_id' AND entity_id IN (
    SELECT entity_id FROM fact.event WHERE kind = 'opportunity_line' AND recorded_at > $known_at)
UNION
SELECT deal_id FROM present.deal_version WHERE owner_id IN (
    SELECT entity_id FROM fact.event WHERE kind = 'member' AND recorded_at > $known_at)
UNION
SELECT deal_id FROM present.deal_version WHERE account_id IN (
    SELECT entity_id FROM fact.event WHERE kind = 'account' AND recorded_at > $known_at)
UNION
SELECT deal_id FROM fact.deal_birth WHERE EXISTS (
    SELECT 1 FROM fact.event WHERE kind = 'stage' AND recorded_at > $known_at)
UNION
SELECT deal_id FROM present_own.redone;
