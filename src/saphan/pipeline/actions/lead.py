"""Judging leads: taken up, qualified on a date against criteria, turned away, converted."""

from __future__ import annotations

from datetime import date
from typing import Any

from saphan.clients.models import Account, Person
from saphan.core.errors import RuleBroken
from saphan.core.stages import check_move
from saphan.journal import action, create, now, save
from saphan.pipeline.actions.deal import create_opportunity
from saphan.pipeline.models import Lead, LeadAnswer, LeadCriterion, Opportunity, Stage
from saphan.pipeline.rules import check_account, check_inside, check_owner, may_create, may_write
from saphan.pipeline.terms import LEAD_MOVES, Answer, LeadState
from saphan.workspace.actor import Actor
from saphan.workspace.changes import put
from saphan.workspace.days import instant_of, today_in
from saphan.workspace.models import Member, Territory

EDITABLE = frozenset(
    {
        "name", "contact_name", "job_title", "email", "phone", "city", "source", "campaign", "wish",
        "territory_id", "account_id", "person_id",
    }
)  # fmt: skip


@action("lead.create", allow=may_create)
def create_lead(
    *,
    actor: Actor,
    name: str,
    owner: Member | None = None,
    territory: Territory | None = None,
    received_on: date | None = None,
    **known: Any,
) -> Lead:
    """Take a lead in, received on `received_on` (workspace date, default today).

    Raises RuleBroken("field.required" | "field.unknown" | "owner.out_of_reach").
    """
    extra = set(known) - EDITABLE - {"external_id"}
    if extra:
        raise RuleBroken("field.unknown", field=min(extra))
    if not name.strip():
        raise RuleBroken("field.required", field="name")
    owner_id = owner.pk if owner is not None else actor.member.pk
    check_owner(actor, owner_id)
    check_inside(actor, "territory", territory)
    lead = Lead(name=name.strip(), owner_id=owner_id, territory=territory, **known)
    return create(lead, effective_at=_instant(actor, received_on))


@action("lead.update", allow=may_write)
def update_lead(lead: Lead, *, actor: Actor, changes: dict[str, Any]) -> Lead:
    """Change what is known about a lead (see EDITABLE). Raises RuleBroken("field.not_editable")."""
    put(lead, changes, EDITABLE)
    if not lead.name.strip():
        raise RuleBroken("field.required", field="name")
    if "account_id" in changes:
        check_account(actor, lead.account)
    return save(lead)


@action("lead.assign", allow=may_write)
def assign_lead(lead: Lead, *, actor: Actor, owner: Member, assigned_on: date | None = None) -> Lead:
    """Give the lead to another member. Raises RuleBroken("owner.out_of_reach")."""
    check_owner(actor, owner.pk)
    lead.owner = owner
    return save(lead, effective_at=_instant(actor, assigned_on))


@action("lead.answer", allow=may_write)
def answer_criterion(
    lead: Lead, *, actor: Actor, criterion: LeadCriterion, answer: str, note: str = ""
) -> LeadAnswer:
    """Record what is known about one criterion. Raises RuleBroken("field.not_a_choice")."""
    check_inside(actor, "criterion", criterion)
    if answer not in Answer.values:
        raise RuleBroken("field.not_a_choice", field="answer", choices=Answer.values)
    known = LeadAnswer.objects.filter(lead=lead, criterion=criterion).first()
    if known is None:
        return create(LeadAnswer(lead=lead, criterion=criterion, answer=answer, note=note))
    known.answer, known.note = answer, note
    return save(known)


@action("lead.take_up", allow=may_write)
def take_up_lead(lead: Lead, *, actor: Actor, taken_up_on: date | None = None) -> Lead:
    """Start working a lead. One that was turned away begins its next episode.

    Raises RuleBroken("stage.move_not_allowed").
    """
    if lead.state == LeadState.DISQUALIFIED:
        lead.episode += 1
        lead.qualified_on, lead.disqualified_reason = None, ""
    return _move(lead, LeadState.WORKING, actor, taken_up_on)


@action("lead.qualify", allow=may_write)
def qualify_lead(lead: Lead, *, actor: Actor, qualified_on: date | None = None, despite: str = "") -> Lead:
    """Judge the lead qualified on a date: every required criterion is answered yes, or `despite` says why not.

    Raises RuleBroken("lead.criteria_not_met", criteria=[…]) and RuleBroken("stage.move_not_allowed").
    """
    unmet = unmet_criteria(lead)
    if unmet and not despite.strip():
        raise RuleBroken("lead.criteria_not_met", criteria=[criterion.question for criterion in unmet])
    day = qualified_on or today_in(actor.workspace, now())
    if lead.state == LeadState.DISQUALIFIED:
        lead.episode += 1
        lead.disqualified_reason = ""
    lead.qualified_on = day
    return _move(lead, LeadState.QUALIFIED, actor, qualified_on)


@action("lead.disqualify", allow=may_write)
def disqualify_lead(lead: Lead, *, actor: Actor, reason: str, disqualified_on: date | None = None) -> Lead:
    """Turn the lead away. Raises RuleBroken("reason.required" | "stage.move_not_allowed")."""
    if not reason.strip():
        raise RuleBroken("reason.required", field="reason")
    lead.disqualified_reason = reason.strip()[:200]
    return _move(lead, LeadState.DISQUALIFIED, actor, disqualified_on)


@action("lead.convert", allow=may_write)
def convert_lead(
    lead: Lead,
    *,
    actor: Actor,
    stage: Stage,
    account: Account | None = None,
    person: Person | None = None,
    opportunity_name: str = "",
    amount_minor: int | None = None,
    currency: str = "",
    expected_close_on: date | None = None,
    converted_on: date | None = None,
    despite_duplicates: bool = False,
) -> Opportunity:
    """Make a qualified lead an opportunity, with its client and contact; the link is kept on both.

    Without `account` a client of the lead's name is created; without `person` its contact, if it names one.
    Raises RuleBroken("stage.move_not_allowed" | "account.likely_duplicate").
    """
    check_move(lead.state, LeadState.CONVERTED, LEAD_MOVES)
    check_account(actor, account)
    check_inside(actor, "person", person)
    account = account or lead.account or _client_of(lead, actor, despite_duplicates)
    person = person or lead.person or _contact_of(lead, account, actor)
    lead.account, lead.person = account, person
    _move(lead, LeadState.CONVERTED, actor, converted_on)
    return create_opportunity(
        actor=actor, name=opportunity_name or lead.name, stage=stage, account=account, owner=lead.owner,
        amount_minor=amount_minor, currency=currency, expected_close_on=expected_close_on, lead=lead,
        opened_on=converted_on, source=lead.source,
    )  # fmt: skip


def unmet_criteria(lead: Lead) -> list[LeadCriterion]:
    """Required criteria of the workspace that are not answered with yes."""
    met = LeadAnswer.objects.filter(lead=lead, answer=Answer.YES, removed_at=None).values("criterion_id")
    required = LeadCriterion.objects.filter(workspace_id=lead.workspace_id, is_required=True, removed_at=None)
    return list(required.exclude(pk__in=met).order_by("position", "id"))


def _move(lead: Lead, target: LeadState, actor: Actor, day: date | None) -> Lead:
    check_move(lead.state, target, LEAD_MOVES)
    lead.state = target
    return save(lead, effective_at=_instant(actor, day))


def _instant(actor: Actor, day: date | None) -> int:
    moment = now()
    if day is not None and day > today_in(actor.workspace, moment):
        raise RuleBroken("date.in_future", on=day)
    return instant_of(day, actor.workspace, moment) if day else moment


def _client_of(lead: Lead, actor: Actor, despite_duplicates: bool) -> Account:
    from saphan.clients.actions import create_account

    client: Account = create_account(
        actor=actor, name=lead.name, owner=lead.owner, territory=lead.territory, city=lead.city,
        despite_duplicates=despite_duplicates,
    )  # fmt: skip
    return client


def _contact_of(lead: Lead, account: Account, actor: Actor) -> Person | None:
    from saphan.clients.actions import add_affiliation, create_person

    if not lead.contact_name:
        return None
    person: Person = create_person(
        actor=actor, name=lead.contact_name, email=lead.email, phone=lead.phone, owner=lead.owner
    )
    add_affiliation(person, actor=actor, account=account, job_title=lead.job_title)
    return person
