"""Which actions the command line offers, and why it does not offer the others."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from saphan.cli.commands import parser

OFFERS: dict[str, str] = {
    "workspace.open": "workspace create",
    "member.create": "user create",
    "member.invite": "user create",
    "quote.expire_due": "worker",
    "contract.run_due": "worker",
    "import.prepare": "import",
    "import.apply_batch": "import",
    "import.finish": "import",
    "import.undo_batch": "undo-import",
    "report_schedule.send": "worker",
    "token.create": "token create",
    "token.revoke": "token revoke",
    "submission.make": "submit",
}

ONE_BY_ONE = "one record at a time is changed on its page or through the API; commands move whole tables"
BY_TABLE = "from here many records come as a table: saphan import"
PERSONAL = "a person decides this about colleagues on the settings page, where its effect is shown first"
OWN = "how a person's own desk behaves is set by that person in the browser, where it is used"
IN_THE_LIST = "it is done where the list is seen: on its page, or through the API"
SET_UP = "how a workspace is set up is decided on its settings page or through the API"

_REASONS: dict[str, tuple[str, ...]] = {
    ONE_BY_ONE: (
        "account.create", "account.update", "account.assign_owner", "account.move_territory", "account.set_parent",
        "account.set_status", "account.set_target", "account.merge", "account.remove", "account.restore",
        "business_unit.create", "business_unit.update", "business_unit.remove",
        "person.create", "person.update", "person.remove", "person.restore", "person.move",
        "affiliation.add", "affiliation.update", "affiliation.end", "affiliation.remove",
        "stakeholder.set", "stakeholder.remove", "interaction.log", "interaction.edit", "interaction.remove",
        "next_step.add", "next_step.update", "next_step.complete", "next_step.drop", "next_step.reschedule",
        "attachment.attach", "attachment.remove",
        "lead.create", "lead.update", "lead.assign", "lead.take_up", "lead.answer", "lead.qualify",
        "lead.disqualify", "lead.convert",
        "opportunity.create", "opportunity.update", "opportunity.assign", "opportunity.move_stage",
        "opportunity.answer_exit_question", "opportunity.set_lines", "opportunity.win", "opportunity.lose",
        "opportunity.close_without_decision", "opportunity.reopen", "opportunity.remove", "change.undo",
        "survey_invitation.note", "survey_invitation.remove", "survey_answer.note", "survey_answer.update",
        "survey_answer.remove", "cost.create", "cost.update", "cost.remove", "campaign.create", "campaign.update", "campaign.remove",
        "order.create", "order.update", "order.assign", "order.amend", "order.cancel", "order.remove",
        "quote.create", "quote.update", "quote.set_lines", "quote.assign", "quote.remove", "quote.submit",
        "quote.withdraw", "quote.approve", "quote.reject", "quote.send", "quote.revise", "quote.accept", "quote.decline",
        "contract.create", "contract.update", "contract.set_clauses", "contract.cover_orders", "contract.talk",
        "contract.withdraw", "contract.sign", "contract.amend", "contract.give_notice", "contract.end", "contract.attach",
        "contract.propose_renewal", "contract.remove", "duty.meet", "duty.breach", "duty.waive",
        "invoice.create", "invoice.update", "invoice.issue", "invoice.credit", "invoice.remove",
        "receipt.note", "receipt.allocate", "receipt.reverse",
    ),
    BY_TABLE: (
        "whitespace_cell.mark", "accounts.upsert", "opportunities.upsert", "account.assign_owner_many", "account.move_territory_many",
        "account.set_status_many", "account.set_target_many", "account.set_tier_many",
        "opportunities.assign", "opportunities.categorise", "opportunities.move_stage",
    ),
    IN_THE_LIST: ("view.save", "view.update", "view.share", "view.remove", "cells.paste", "report.freeze", "report.share", "report.remove", "report_schedule.create", "report_schedule.remove", "report_schedule.leave"),
    PERSONAL: ("member.update", "member.suspend", "member.reactivate", "member.invite_again", "member.join"),
    OWN: (
        "member.set_keys", "member.set_quiet_hours", "standing.act_as", "standing.look_as", "standing.step_back",
    ),
    SET_UP: (
        "workspace.update", "workspace.change_form", "team.create", "team.update", "team.move", "territory.create", "territory.update",
        "territory.move", "offering.create", "offering.update", "offering.retire", "offering.bring_back",
        "offering.price", "offering.price_remove", "price_list.create", "price_list.update", "price_list.remove",
        "price_list.price", "price_line.remove", "quote_setup.set", "rate.set", "rate.remove", "pipeline.create",
        "pipeline.add_stage", "stage.update", "stage.retire", "lost_reason.create", "lead_criterion.create",
        "acquisition_share.set", "target.set", "target.update", "target.remove", "survey.create", "survey.update",
    ),
}  # fmt: skip
EXCUSES: dict[str, str] = {key: reason for reason, keys in _REASONS.items() for key in keys}


def places() -> frozenset[str]:
    """Every command there is, with the words that call it."""
    return frozenset(_commands(parser(), ()))


def _commands(known: argparse.ArgumentParser, words: tuple[str, ...]) -> Iterator[str]:
    inner = [action for action in known._actions if isinstance(action, argparse._SubParsersAction)]
    if words and not inner:
        yield " ".join(words)
    for action in inner:
        for name, each in action.choices.items():
            yield from _commands(each, (*words, name))
