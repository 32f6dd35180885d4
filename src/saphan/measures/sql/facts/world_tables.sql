-- What follows from the raw facts as they were known at one instant. A world reads these tables by their
-- names and writes them as {{own}}.name.

-- Who belonged to which team, which client to which territory.
CREATE TABLE assignment (kind VARCHAR, entity_id BIGINT, valid_from BIGINT, valid_to BIGINT, target_id BIGINT);
-- What a stage meant, and from when to when.
CREATE TABLE stage_mark (
    stage_id BIGINT, valid_from BIGINT, valid_to BIGINT, is_qualified BOOLEAN, is_negotiation BOOLEAN,
    is_fallback BOOLEAN
);
-- How each deal stood through time: valid_from included, valid_to not.
CREATE TABLE deal_version (
    deal_id BIGINT, valid_from BIGINT, valid_to BIGINT, status VARCHAR, stage_id BIGINT, owner_id BIGINT,
    account_id BIGINT, pipeline_id BIGINT, type VARCHAR, currency VARCHAR, amount_minor BIGINT,
    expected_close_day INTEGER, lead_id BIGINT, removed_at BIGINT
);
-- What happened to deals and who gets the credit: created, qualified, negotiating, closed, linked, ledger.
-- A closing stands from effective_at up to but not including ends_at. `how` a deal came as far as a mark:
-- by its "stage", by a "win", or by a qualified stage because its pipeline has no such mark ("fallback").
CREATE TABLE moment (
    kind VARCHAR, deal_id BIGINT, event_id BIGINT, effective_at BIGINT, day INTEGER, ends_at BIGINT,
    ends_day INTEGER, outcome VARCHAR, minor BIGINT, currency VARCHAR, how VARCHAR,
    owner_id BIGINT, team_id BIGINT, account_id BIGINT, territory_id BIGINT, pipeline_id BIGINT, type VARCHAR,
    lead_id BIGINT
);
-- How a deal is shared out over offerings, in hundredths of a percent.
CREATE TABLE deal_share (
    deal_id BIGINT, valid_from BIGINT, valid_to BIGINT, offering_id BIGINT, weight BIGINT
);
-- Qualified and turned away, with merged leads under the lead that survived.
CREATE TABLE lead_step (
    lead_id BIGINT, event_id BIGINT, effective_at BIGINT, day INTEGER, qualified BOOLEAN,
    owner_id BIGINT, team_id BIGINT, account_id BIGINT, territory_id BIGINT
);
CREATE TABLE lead_root (lead_id BIGINT, root_id BIGINT);
-- Duplicates, tests and what an undone import brought: they never count.
CREATE TABLE gone (kind VARCHAR, entity_id BIGINT);
-- Deals that a part worked out again beside the base; there the base's own rows no longer count.
CREATE TABLE redone (part VARCHAR, deal_id BIGINT);
-- Which client stood under which, or became which, and since when; up_id is null where that ended.
CREATE TABLE account_link (
    account_id BIGINT, attribute VARCHAR, effective_at BIGINT, seq BIGINT, up_id BIGINT
);
-- What was spent over the days from_day to last_day, both included; share in basis points, null: by the table.
CREATE TABLE cost (
    cost_id BIGINT, seq BIGINT, effective_at BIGINT, from_day INTEGER, last_day INTEGER, kind VARCHAR,
    currency VARCHAR, minor BIGINT, share INTEGER, territory_id BIGINT, campaign_id BIGINT, is_gone BOOLEAN
);
-- The acquisition shares of the workspace's own tables, by the day from which they hold.
CREATE TABLE cost_share (
    table_key VARCHAR, kind VARCHAR, valid_from INTEGER, valid_to INTEGER, share INTEGER
);
-- Who looked after which client, from valid_from up to but not including valid_to.
CREATE TABLE account_owner (account_id BIGINT, valid_from BIGINT, valid_to BIGINT, owner_id BIGINT);
-- What clients answered, with the scale and threshold of their survey and who looked after them then.
CREATE TABLE survey_answer (
    answer_id BIGINT, seq BIGINT, effective_at BIGINT, day INTEGER, account_id BIGINT, invitation_id BIGINT,
    score INTEGER, scale INTEGER, threshold INTEGER, owner_id BIGINT, team_id BIGINT, territory_id BIGINT,
    is_gone BOOLEAN
);
CREATE TABLE survey_invitation (
    invitation_id BIGINT, seq BIGINT, effective_at BIGINT, day INTEGER, account_id BIGINT, owner_id BIGINT,
    team_id BIGINT, territory_id BIGINT, is_gone BOOLEAN
);
-- How each order stood through time: valid_from included, valid_to not.
CREATE TABLE order_version (
    order_id BIGINT, valid_from BIGINT, valid_to BIGINT, status VARCHAR, account_id BIGINT, owner_id BIGINT,
    removed_at BIGINT
);
-- Orders at their confirmation, with who gets the credit.
CREATE TABLE ordered (
    order_id BIGINT, event_id BIGINT, effective_at BIGINT, day INTEGER,
    owner_id BIGINT, team_id BIGINT, account_id BIGINT, territory_id BIGINT
);
-- Ledger lines of orders. `first_minor` is what falls into the first twelve months; `months` is the term of a
-- recurring line, which begins on `start_day`.
CREATE TABLE sale (
    line_id BIGINT, order_id BIGINT, order_line_id BIGINT, deal_id BIGINT, offering_id BIGINT, family VARCHAR,
    effective_at BIGINT, day INTEGER, minor BIGINT, first_minor BIGINT, currency VARCHAR, is_pass_through BOOLEAN,
    owner_id BIGINT, team_id BIGINT, account_id BIGINT, territory_id BIGINT, months INTEGER, start_day INTEGER
);
CREATE TABLE order_share (order_id BIGINT, family VARCHAR, offering_id BIGINT, weight BIGINT
);
-- What was marked about a service at a client, over all its units, and which services were for sale.
CREATE TABLE cell_state (
    account_id BIGINT, offering_id BIGINT, valid_from BIGINT, valid_to BIGINT, state VARCHAR
);
-- What clients are thought to spend a year on a service, at one of their units unless `is_whole`.
CREATE TABLE wallet (
    account_id BIGINT, offering_id BIGINT, is_whole BOOLEAN, valid_from BIGINT, valid_to BIGINT, minor BIGINT,
    currency VARCHAR, has_source BOOLEAN
);
-- Buying centres, the days on which people we know work there, and which clients were targets.
CREATE TABLE centre_state (
    unit_id BIGINT, account_id BIGINT, valid_from BIGINT, valid_to BIGINT, is_active BOOLEAN
);
CREATE TABLE centre_job (unit_id BIGINT, from_day INTEGER, to_day INTEGER);
CREATE TABLE target_state (account_id BIGINT, valid_from BIGINT, valid_to BIGINT, is_target BOOLEAN);
CREATE TABLE offering_state (offering_id BIGINT, valid_from BIGINT, valid_to BIGINT, is_active BOOLEAN);
-- What runs for a term: from_day up to but not including to_day, agreed at `agreed_at` and taken back at `back_at`
-- (on `back_day`). `annual_minor` is what it is worth in a year.
CREATE TABLE agreement (
    bearer_id BIGINT, account_id BIGINT, offering_id BIGINT, from_day INTEGER, to_day INTEGER, agreed_at BIGINT,
    back_at BIGINT, back_day INTEGER, annual_minor BIGINT, currency VARCHAR
);
-- Lines of issued invoices, negative where they take back.
CREATE TABLE billed (
    line_id BIGINT, invoice_id BIGINT, offering_id BIGINT, effective_at BIGINT, day INTEGER, minor BIGINT,
    currency VARCHAR, is_pass_through BOOLEAN, owner_id BIGINT, team_id BIGINT, account_id BIGINT, territory_id BIGINT
);
