"""Keeping the figures of clients: stale when what they follow from changes, worked out anew by the worker.

A write only marks them, which costs one statement; nobody waits for the arithmetic. The day makes all of them stale:
rhythm, overdue steps and the year up to today move without anybody's doing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby
from operator import itemgetter

from django.db import transaction
from django.db.models import Q

from saphan.clients.models import Account, Interaction, NextStep, Stakeholder, WhitespaceCell
from saphan.commerce.models import Allocation, Invoice, Order, OrderLine
from saphan.core.period import local_date, start_of_day
from saphan.journal import now, subscribe
from saphan.journal.models import BORN, Change
from saphan.journal.recorder import Noted, Subscriber, queue_behind_other_writers
from saphan.measures.clients.figures import NAMES, Figures, worked_out
from saphan.measures.models import ClientFigures
from saphan.pipeline.models import Opportunity, OpportunityLine
from saphan.workspace.actor import Reach, Within, system_actor
from saphan.workspace.bulk import within
from saphan.workspace.models import Member, Record, Team, Workspace
from saphan.workspace.terms import Door

STALE = 0
AT_ONCE = 200
CLAIM = 60_000_000  # microseconds that one worker may take before another tries
VALUES = ("won", *NAMES)
# How a record leads to the clients whose figures look at it.
PATHS: dict[type[Record], tuple[str, ...]] = {
    Account: ("pk",),
    Interaction: ("account_id", "participants__person__stakes__account_id"),
    NextStep: ("account_id", "opportunity__account_id"),
    Stakeholder: ("account_id",),
    WhitespaceCell: ("account_id",),
    Opportunity: ("account_id",),
    OpportunityLine: ("opportunity__account_id",),
    Order: ("account_id",),
    OrderLine: ("order__account_id",),
    Invoice: ("account_id",),
    Allocation: ("invoice__account_id",),
}
# What everybody's figures look at.
SHARED = ("stage", "offering", "team", "member")


def subscribe_to_journal() -> None:
    subscribe("account", _begin)
    for model, paths in PATHS.items():
        subscribe(model.KIND, _marking(model, paths))
    for kind in SHARED:
        subscribe(kind, _mark_all)


def _begin(change: Change, entries: list[Noted]) -> None:
    """A client that comes in has nothing worked out."""
    born = (entry.entity_id for entry in entries if entry.attribute == BORN)
    rows = [
        ClientFigures(workspace_id=change.workspace_id, account_id=pk, reach=Reach.ALL, due_at=STALE)
        for pk in born
    ]
    ClientFigures.objects.bulk_create(rows, ignore_conflicts=True)


def _marking(model: type[Record], paths: Sequence[str]) -> Subscriber:
    def mark(change: Change, entries: list[Noted]) -> None:
        some = model._default_manager.filter(within({entry.entity_id for entry in entries}))
        wanted = Q(account__in={moved for entry in entries for moved in _left(entry)})
        for path in paths:
            wanted |= Q(account__in=some.values(path))
        _mark(change, wanted)

    return mark


def _mark_all(change: Change, _entries: list[Noted]) -> None:
    _mark(change, Q())


def _mark(change: Change, wanted: Q) -> None:
    ClientFigures.objects.filter(wanted, workspace_id=change.workspace_id, due_at__gt=STALE).update(
        due_at=STALE
    )


def _left(entry: Noted) -> Iterable[int]:
    """The client that a record belonged to before."""
    return [entry.before] if entry.attribute == "account_id" and entry.before is not None else []


def refresh() -> int:
    """Work out what is due, some clients at once. Returns how many."""
    due = ClientFigures.objects.filter(reach=Reach.ALL, due_at__lte=now()).order_by("due_at", "pk")
    found = sorted(due.values_list("workspace_id", "account_id")[:AT_ONCE])
    for workspace, pairs in groupby(found, key=itemgetter(0)):
        _refresh(Workspace.objects.get(pk=workspace), [account for _workspace, account in pairs])
    return len(found)


def _refresh(workspace: Workspace, ids: Sequence[int]) -> None:
    instant = now()
    claim = instant + CLAIM
    mine = ClientFigures.objects.filter(workspace=workspace, account__in=ids)
    with transaction.atomic():  # a write that is under way is waited for, so that its news is in the figures
        queue_behind_other_writers(workspace.pk)
        mine.update(due_at=claim)
    rows = list(_rows(workspace, list(Account.objects.filter(pk__in=ids))))
    tomorrow = start_of_day(local_date(instant, workspace.zone) + timedelta(days=1), workspace.zone)
    with transaction.atomic():
        queue_behind_other_writers(workspace.pk)
        still = set(mine.filter(reach=Reach.ALL, due_at=claim).values_list("account_id", flat=True))
        for row in rows:  # what changed meanwhile stays stale
            row.due_at = tomorrow if row.account_id in still else STALE
        mine.delete()
        ClientFigures.objects.bulk_create(rows)


def _rows(workspace: Workspace, accounts: Sequence[Account]) -> Iterable[ClientFigures]:
    """A row per client and reach that its owner is within."""
    member = system_actor(workspace).member
    every = worked_out(Within(member, Door.SYSTEM), accounts)
    owners = _deal_owners(accounts)
    for reach, inside in _reaches(workspace).items():
        mine = [account for account in accounts if inside is None or account.owner_id in inside]
        others = [account for account in mine if inside is not None and not owners[account.pk] <= inside]
        found = worked_out(Within(member, Door.SYSTEM, owners=inside), others) if others else {}
        for account in mine:
            yield _row(account, reach, found.get(account.pk, every[account.pk]))


def _reaches(workspace: Workspace) -> dict[str, frozenset[int] | None]:
    """By name of a reach, the owners within it; a member without a team reaches what is their own."""
    members = Member.objects.filter(workspace=workspace)
    teams = dict(Team.objects.filter(workspace=workspace).values_list("pk", "path"))
    places = list(members.filter(team__isnull=False).values_list("pk", "team__path"))
    found: dict[str, frozenset[int] | None] = {Reach.ALL: None}
    for pk, path in teams.items():
        found[Reach.team(pk)] = frozenset(member for member, place in places if place.startswith(path))
    for pk in members.filter(team=None).values_list("pk", flat=True):
        found[Reach.member(pk)] = frozenset({pk})
    return found


def _deal_owners(accounts: Sequence[Account]) -> dict[int, set[int | None]]:
    """By client, who owns deals there."""
    found: dict[int, set[int | None]] = {account.pk: set() for account in accounts}
    deals = Opportunity.objects.filter(account__in=accounts, removed_at=None).order_by()
    for account, owner in deals.values_list("account_id", "owner_id").distinct():
        found[account or 0].add(owner)
    return found


def _row(account: Account, reach: str, figures: Figures) -> ClientFigures:
    values = {name: getattr(figures, name) for name in VALUES}
    return ClientFigures(
        workspace_id=account.workspace_id, account=account, reach=reach, due_at=STALE, **values
    )
