"""What contracts and invoices of the member's own clients ask for, and from which day on they ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from saphan.commerce.contract_queries import contracts_for, open_duties_for
from saphan.commerce.contract_terms import ContractKind, ContractStatus, RenewalKind
from saphan.commerce.lists import WAITING
from saphan.commerce.models import Contract, Duty, Invoice
from saphan.commerce.queries import invoices_for
from saphan.journal import now
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.models import Member

NOTICE_AHEAD, RENEWAL_AHEAD = timedelta(days=30), timedelta(days=60)
DAY = timedelta(days=1)
GOES_ON = (ContractKind.RETAINER, ContractKind.FRAMEWORK)  # what is worth renewing though nothing says so


@dataclass(frozen=True)
class Asking:
    """One kind of paper that asks: which ones, by the day in `column`, from `ahead` before it."""

    kind: str
    rows: Callable[[Actor, Member], QuerySet[Any]]
    column: str
    ahead: timedelta
    along: tuple[str, ...]

    def since(self, record: Any) -> date:
        """The day from which on it asks."""
        day: date = getattr(record, self.column)
        return day - self.ahead

    def found(self, actor: Actor) -> QuerySet[Any]:
        """The member's own ones, the first due first."""
        rows = self.rows(actor, actor.member).select_related(*self.along)
        return rows.order_by(self.column, "pk")

    def newer_than(self, actor: Actor, day: date) -> QuerySet[Any]:
        """Those that began to ask after `day`."""
        return self.rows(actor, actor.member).filter(**{f"{self.column}__gt": day + self.ahead})


def due_duties(actor: Actor, owner: Member) -> QuerySet[Duty]:
    """What either side owes by a contract with a client of `owner`, today or before."""
    today = today_in(actor.workspace, now())
    return open_duties_for(actor).filter(contract__account__owner_id=owner.pk, due_on__lte=today)


def notices_due(actor: Actor, owner: Member) -> QuerySet[Contract]:
    """Contracts that go on by themselves unless notice is given within the next thirty days."""
    return contracts_for(actor).filter(_must_be_stopped(actor), account__owner_id=owner.pk)


def renewals_due(actor: Actor, owner: Member) -> QuerySet[Contract]:
    """Contracts that end within sixty days and could go on, for which nobody has proposed it yet."""
    return contracts_for(actor).filter(_can_be_renewed(actor), account__owner_id=owner.pk)


def late_invoices(actor: Actor, owner: Member) -> QuerySet[Invoice]:
    """Invoices to clients of `owner` whose day has passed with something left to pay."""
    today = today_in(actor.workspace, now())
    return invoices_for(actor).filter(account__owner_id=owner.pk, standing__in=WAITING, due_on__lt=today)


def contracts_with_hand(actor: Actor) -> QuerySet[Contract]:
    """The member's contracts by which something is owed, or that ask for notice or a renewal."""
    owed = due_duties(actor, actor.me).order_by().values("contract_id")
    asks = Q(pk__in=owed) | _must_be_stopped(actor) | _can_be_renewed(actor)
    return contracts_for(actor).filter(asks, account__owner_id=actor.me.pk)


def own_late_invoices(actor: Actor) -> QuerySet[Invoice]:
    """The same of the desk that is looked at."""
    return late_invoices(actor, actor.me)


DUTY = Asking("duty", due_duties, "due_on", timedelta(), ("contract", "contract__account"))
DEADLINE = Asking("deadline", notices_due, "notice_by", NOTICE_AHEAD, ("account",))
RENEWAL = Asking("renewal", renewals_due, "runs_until", RENEWAL_AHEAD, ("account",))
INVOICE = Asking("invoice", late_invoices, "due_on", -DAY, ("account",))
ASKING: Iterable[Asking] = (DUTY, DEADLINE, RENEWAL, INVOICE)


def _must_be_stopped(actor: Actor) -> Q:
    today = today_in(actor.workspace, now())
    return Q(
        status=ContractStatus.SIGNED, renewal=RenewalKind.AUTOMATIC, notice_by__gte=today,
        notice_by__lte=today + NOTICE_AHEAD,
    )  # fmt: skip


def _can_be_renewed(actor: Actor) -> Q:
    today = today_in(actor.workspace, now())
    ends = Q(
        status=ContractStatus.SIGNED, notice_given_on=None, runs_until__gte=today,
        runs_until__lte=today + RENEWAL_AHEAD,
    )  # fmt: skip
    is_asked = Q(renewal=RenewalKind.AGREEMENT) | Q(renewal=RenewalKind.NONE, kind__in=GOES_ON)
    return ends & is_asked & (Q(renewal_for=None) | ~Q(renewal_for=F("runs_until")))
