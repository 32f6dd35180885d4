"""Which actions the pages offer, and why they do not offer the others."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

OFFERS: dict[str, str] = {
    "standing.act_as": "desk:act_in",
    "standing.look_as": "desk:look_as",
    "standing.step_back": "desk:step_back",
    "account.create": "clients:new",
    "account.update": "clients:edit",
    "account.assign_owner_many": "grid:bulk",
    "account.move_territory_many": "grid:bulk",
    "account.set_status_many": "grid:bulk",
    "account.set_target_many": "grid:bulk",
    "account.set_tier_many": "grid:bulk",
    "account.merge": "clients:merge",
    "account.remove": "clients:remove",
    "account.restore": "desk:undo",
    "business_unit.create": "clients:new_unit",
    "business_unit.update": "clients:edit_unit",
    "business_unit.remove": "clients:remove_unit",
    "person.create": "clients:new_person",
    "person.update": "clients:edit_person",
    "person.remove": "clients:remove_person",
    "person.move": "clients:take_job",
    "person.restore": "desk:undo",
    "affiliation.add": "clients:add_colleague",
    "affiliation.update": "clients:edit_job",
    "affiliation.end": "clients:leave_job",
    "affiliation.remove": "clients:remove_job",
    "stakeholder.set": "clients:set_stake",
    "stakeholder.remove": "clients:remove_stake",
    "interaction.log": "clients:log",
    "interaction.edit": "clients:edit_talk",
    "interaction.remove": "clients:remove_talk",
    "next_step.add": "clients:add_step",
    "next_step.update": "clients:edit_step",
    "next_step.complete": "clients:done_step",
    "next_step.drop": "clients:drop_step",
    "next_step.reschedule": "clients:reschedule_step",
    "attachment.attach": "clients:upload",
    "attachment.remove": "clients:remove_file",
    "lead.create": "leads:new",
    "lead.update": "leads:edit",
    "lead.assign": "leads:assign",
    "lead.take_up": "leads:take_up",
    "lead.answer": "leads:answer",
    "lead.qualify": "leads:qualify",
    "lead.disqualify": "leads:disqualify",
    "lead.convert": "leads:convert",
    "opportunity.create": "pipeline:new",
    "opportunity.update": "pipeline:edit",
    "opportunity.assign": "pipeline:assign",
    "opportunity.move_stage": "pipeline:move",
    "opportunity.set_lines": "pipeline:lines",
    "opportunity.win": "pipeline:win",
    "opportunity.lose": "pipeline:lose",
    "opportunity.close_without_decision": "pipeline:no_decision",
    "opportunity.reopen": "pipeline:reopen",
    "opportunities.assign": "grid:bulk",
    "opportunities.categorise": "grid:bulk",
    "opportunities.move_stage": "grid:bulk",
    "order.create": "commerce:new_order",
    "order.update": "commerce:edit_order",
    "order.assign": "commerce:assign_order",
    "order.amend": "commerce:amend_order",
    "order.cancel": "commerce:cancel_order",
    "order.remove": "commerce:remove_order",
    "import.prepare": "importing:go",
    "import.apply_batch": "importing:go",
    "import.finish": "importing:go",
    "import.undo_batch": "importing:undo",
    "change.undo": "desk:undo",
    "workspace.open": "start_form",
    "view.save": "grid:save_view",
    "view.update": "grid:change_view",
    "view.share": "grid:share_view",
    "view.remove": "grid:remove_view",
    "cells.paste": "grid:paste",
    "workspace.update": "settings:workspace",
    "workspace.change_form": "settings:change_form",
    "member.invite": "settings:invite",
    "member.invite_again": "settings:remind",
    "member.join": "invitation",
    "member.update": "settings:member",
    "member.set_keys": "settings:keys",
    "member.set_quiet_hours": "settings:notices",
    "member.suspend": "settings:suspend",
    "member.reactivate": "settings:reactivate",
    "team.create": "settings:new_team",
    "team.update": "settings:team",
    "territory.create": "settings:new_territory",
    "territory.update": "settings:territory",
    "offering.create": "settings:new_offering",
    "offering.update": "settings:edit_offering",
    "offering.retire": "settings:retire",
    "offering.bring_back": "settings:bring_back",
    "offering.price": "settings:new_price",
    "offering.price_remove": "settings:withdraw_price",
    "pipeline.create": "settings:new_pipeline",
    "pipeline.add_stage": "settings:new_stage",
    "stage.update": "settings:stage",
    "stage.retire": "settings:retire_stage",
    "lost_reason.create": "settings:new_lost_reason",
    "whitespace_cell.mark": "clients:mark_cell",
    "report.freeze": "performance:freeze",
    "report.share": "performance:share_report",
    "report.remove": "performance:remove_report",
    "target.set": "performance:new_target",
    "target.update": "grid:cell",
    "target.remove": "performance:remove_target",
    "cost.create": "performance:new_cost",
    "cost.update": "performance:cost",
    "cost.remove": "performance:remove_cost",
    "campaign.create": "performance:new_campaign",
    "campaign.update": "performance:campaign",
    "campaign.remove": "performance:remove_campaign",
    "acquisition_share.set": "performance:shares",
    "survey.create": "performance:new_survey",
    "survey.update": "performance:survey",
    "survey_invitation.note": "performance:new_invitation",
    "survey_invitation.remove": "performance:remove_invitation",
    "survey_answer.note": "performance:new_answer",
    "survey_answer.update": "performance:answer",
    "survey_answer.remove": "performance:remove_answer",
    "rate.set": "settings:new_rate",
    "rate.remove": "settings:remove_rate",
}

IN_THE_FORM = "the form of the client changes it together with everything else: clients:edit"
IN_THE_TREE = (
    "the form of the node says what it hangs below, so that is an update: settings:team, settings:territory"
)
BY_PROGRAMS = "rows known by another system's keys come from programs; people bring a file in"
QUESTIONS = "the questions for leads come with the form the workspace opens with, or through the API; no page adds one yet"
TOKENS = "an access token is made and revoked on the server, where its secret stays: saphan token"

EXCUSES: dict[str, str] = {
    "account.assign_owner": IN_THE_FORM,
    "account.move_territory": IN_THE_FORM,
    "account.set_parent": IN_THE_FORM,
    "account.set_status": IN_THE_FORM,
    "account.set_target": IN_THE_FORM,
    "accounts.upsert": BY_PROGRAMS,
    "opportunities.upsert": BY_PROGRAMS,
    "opportunity.answer_exit_question": "the move to the next stage asks the questions and takes the answers: pipeline:move",
    "opportunity.remove": "a deal entered by mistake is taken back with undo; what happened later is closed, not removed",
    "member.create": "people come by invitation; colleagues without an account come with an import",
    "team.move": IN_THE_TREE,
    "territory.move": IN_THE_TREE,
    "lead_criterion.create": QUESTIONS,
    "token.create": TOKENS,
    "token.revoke": TOKENS,
}


def places() -> frozenset[str]:
    """Every address there is, by its URL name."""
    return frozenset(_named(get_resolver()))


def _named(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _named(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
