"""Who matters: role, stance, influence, and to whom they report."""

from __future__ import annotations

from typing import Any

from saphan.clients.edits import apply_changes, check_not_in_future
from saphan.clients.models import Person, Stakeholder
from saphan.clients.queries import people_for
from saphan.clients.rules import may_write, may_write_child
from saphan.core.errors import RuleBroken
from saphan.journal import action, create, remove, save
from saphan.workspace.actor import Actor
from saphan.workspace.models import Record

PLAIN = frozenset({"role", "stance", "influence", "evidence"})
REFERENCES = {"reports_to_id": people_for}


@action("stakeholder.set", allow=may_write)
def set_stakeholder(
    subject: Any, *, actor: Actor, person: Person, effective_at: int | None = None, **values: Any
) -> Stakeholder:
    """Say what a person means for a client or for one opportunity (`subject`); a second time changes it.

    `values`: role, stance (-2..2), influence (1..5), reports_to_id, evidence. What is not named stays.
    Raises RuleBroken("stakeholder.unknown_reference"), ("stakeholder.bad_value"),
    ("stakeholder.reports_to_cycle") and ("stakeholder.without_account") for an opportunity whose client is
    not known.
    """
    check_not_in_future("stakeholder", effective_at)
    if not people_for(actor).filter(pk=person.pk).exists():
        raise RuleBroken("stakeholder.unknown_reference", field="person_id")
    standing = _standing(subject, person)
    apply_changes(standing, values, actor=actor, plain=PLAIN, references=REFERENCES)
    _refuse_cycle(standing)
    if standing.pk is None:
        return create(standing, effective_at=effective_at)
    return save(standing, effective_at=effective_at)


@action("stakeholder.remove", allow=may_write_child)
def remove_stakeholder(stakeholder: Stakeholder, *, actor: Actor) -> Stakeholder:
    """The person no longer matters here; the past stays readable."""
    return remove(stakeholder)


def _standing(subject: Record, person: Person) -> Stakeholder:
    """The row that says what the person means here, locked; a new one the first time."""
    is_account = subject.KIND == "account"
    account_id = subject.pk if is_account else getattr(subject, "account_id", None)
    if account_id is None:
        raise RuleBroken("stakeholder.without_account", field="account_id")
    where = {"person": person, "account_id": account_id, "opportunity_id": None if is_account else subject.pk}
    found = Stakeholder.objects.select_for_update().filter(**where, removed_at=None).first()
    return found or Stakeholder(workspace_id=subject.workspace_id, **where)


def _refuse_cycle(standing: Stakeholder) -> None:
    """Raise RuleBroken("stakeholder.reports_to_cycle") where somebody would report to themselves."""
    same_place = Stakeholder.objects.filter(
        account=standing.account, opportunity=standing.opportunity, removed_at=None
    )
    superior = dict(same_place.values_list("person_id", "reports_to_id"))
    above, passed = standing.reports_to_id, {standing.person_id}
    while above is not None:
        if above in passed:
            raise RuleBroken("stakeholder.reports_to_cycle", field="reports_to_id")
        passed.add(above)
        above = superior.get(above)
