"""What a member may see of contracts, their versions, clauses and duties. Every read starts here."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from saphan.commerce.contract_duties import AHEAD
from saphan.commerce.contract_terms import ContractStatus, DutyStatus
from saphan.commerce.models import Clause, Contract, ContractVersion, Duty
from saphan.core.contracts import months_on
from saphan.core.period import from_micros
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.models import Workspace
from saphan.workspace.rights import Right


def contracts_for(actor: Actor) -> QuerySet[Contract]:
    """Contracts with clients within reach."""
    return contracts_within(actor, Right.READ)


def contracts_within(actor: Actor, right: Right) -> QuerySet[Contract]:
    """Contracts with clients that `right` reaches."""
    return Contract.objects.filter(actor.predicate(right, "account__owner_id"), removed_at=None)


def clauses_for(actor: Actor, contract: Contract) -> QuerySet[Clause]:
    """The clauses of a contract the actor may read, in their order."""
    rows = Clause.objects.filter(workspace_id=actor.workspace_id, contract=contract, removed_at=None)
    return rows.order_by("position", "pk")


def clauses_within(actor: Actor, right: Right) -> QuerySet[Clause]:
    """Clauses of all contracts that `right` reaches."""
    return Clause.objects.filter(
        actor.predicate(right, "contract__account__owner_id"), removed_at=None, contract__removed_at=None
    )


def contract_versions_for(actor: Actor, contract: Contract) -> QuerySet[ContractVersion]:
    """The versions that were signed of a contract the actor may read, the newest first."""
    rows = ContractVersion.objects.filter(workspace_id=actor.workspace_id, contract=contract, removed_at=None)
    return rows.select_related("file").order_by("-number")


def duties_for(actor: Actor) -> QuerySet[Duty]:
    """What is owed by contracts with clients within reach."""
    return duties_within(actor, Right.READ)


def duties_within(actor: Actor, right: Right) -> QuerySet[Duty]:
    """What is owed by contracts with clients that `right` reaches."""
    return Duty.objects.filter(
        actor.predicate(right, "contract__account__owner_id"), removed_at=None, contract__removed_at=None
    )


def open_duties_for(actor: Actor) -> QuerySet[Duty]:
    """Those of them that nobody has settled, the first due first."""
    return duties_for(actor).filter(state=DutyStatus.OPEN).order_by("due_on", "pk")


def contracts_to_run(today: date) -> Q:
    """Signed contracts whose term is over, or whose duties do not reach a year ahead of `today`."""
    is_over = Q(runs_until__lt=today)
    lacks_duties = Q(planned_until__lt=months_on(today, AHEAD - 1)) & (
        Q(runs_until=None) | Q(planned_until__lte=F("runs_until"))
    )
    return Q(is_over | lacks_duties, status=ContractStatus.SIGNED, removed_at=None)


def workspaces_with_contracts_to_run(moment: int) -> list[Workspace]:
    """Workspaces where the clock has something to do about a contract, each on its own clock."""
    tomorrow = from_micros(moment).date() + timedelta(days=1)  # no zone is further ahead
    due = Contract.objects.filter(contracts_to_run(tomorrow)).values("workspace_id")
    found = Workspace.objects.filter(pk__in=due.distinct())
    return [each for each in found if _has_any(each, today_in(each, moment))]


def _has_any(workspace: Workspace, today: date) -> bool:
    return Contract.objects.filter(contracts_to_run(today), workspace=workspace).exists()
