"""Who may do what with leads and opportunities, and what a stage asks for."""

from __future__ import annotations

from typing import Any

from saphan.clients.models import Account
from saphan.core.errors import RuleBroken
from saphan.pipeline.models import Lead, Opportunity, Stage
from saphan.pipeline.terms import OpportunityStatus
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Record
from saphan.workspace.rights import Right


def may_write(actor: Actor, subject: Opportunity | Lead) -> bool:
    """Whether the actor may change this opportunity or lead."""
    return subject.removed_at is None and actor.reaches(Right.WRITE, subject.owner_id)


def may_create(actor: Actor, _subject: object) -> bool:
    return actor.may(Right.WRITE)


def may_configure(actor: Actor, _subject: object) -> bool:
    return actor.may(Right.CONFIGURE)


def refuse_used_stages(ids: set[int]) -> None:
    """Raise RuleBroken("stage.in_use") when open deals are in one of these stages."""
    if Opportunity.objects.filter(stage__in=ids, status=OpportunityStatus.OPEN, removed_at=None).exists():
        raise RuleBroken("stage.in_use", field="stage")


def check_owner(actor: Actor, owner_id: int | None) -> None:
    """Raise unless the actor may give records to this member. Raises RuleBroken("owner.out_of_reach")."""
    if owner_id is None:
        if actor.owners_within(Right.WRITE) is not None:
            raise RuleBroken("owner.missing", field="owner")
        return
    if owner_id == actor.member.pk and actor.may(Right.WRITE):
        return
    inside = Member.objects.filter(pk=owner_id, workspace_id=actor.workspace_id, removed_at=None).exists()
    if not inside or not actor.reaches(Right.WRITE, owner_id):
        raise RuleBroken("owner.out_of_reach", field="owner")


def check_inside(actor: Actor, field: str, record: Record | None) -> None:
    """A related record must be of the same workspace. Raises RuleBroken("relation.not_found")."""
    if record is not None and record.workspace_id != actor.workspace_id:
        raise RuleBroken("relation.not_found", field=field)


def check_account(actor: Actor, account: Account | None) -> None:
    """The client must be one the actor may read. Raises RuleBroken("relation.not_found")."""
    check_inside(actor, "account", account)
    if (
        account is not None
        and not actor.reaches(Right.READ, account.owner_id)
        and account.owner_id is not None
    ):
        raise RuleBroken("relation.not_found", field="account")


def missing_to_enter(opportunity: Opportunity, stage: Stage) -> list[str]:
    """Attributes that `stage` requires and the opportunity does not have."""
    return [name for name in stage.required if getattr(opportunity, name, None) in (None, "", [], {})]


def unanswered(opportunity: Opportunity, stage: Stage) -> list[dict[str, Any]]:
    """Exit questions of `stage` without an answer."""
    return [
        question for question in stage.exit_questions if not opportunity.exit_answers.get(question["key"])
    ]


def check_exit(opportunity: Opportunity, leaving: Stage, entering: Stage, override: str) -> None:
    """Going forward needs the answers of the stage left and the fields of the stage entered.

    Whoever knows better says why (`override`) and goes on; the reason stays in the journal.
    Raises RuleBroken("stage.checks_missing", questions=[…], fields=[…]).
    """
    if entering.position <= leaving.position or override.strip():
        return
    questions, fields = unanswered(opportunity, leaving), missing_to_enter(opportunity, entering)
    if questions or fields:
        raise RuleBroken(
            "stage.checks_missing", field="stage", questions=questions, fields=fields, stage=entering.name
        )
