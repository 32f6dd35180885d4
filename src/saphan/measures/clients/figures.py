"""What the list of clients says of each: health, what it brought in, how far we are in, what it owes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import F, Sum

from saphan.clients.models import Account
from saphan.commerce.bookings import Bookings
from saphan.commerce.queries import invoices_for
from saphan.commerce.terms import InvoiceStanding
from saphan.commerce.whitespace import penetrations
from saphan.core.money import convert_minor
from saphan.core.period import Micros, months_before, start_of_day
from saphan.journal import now
from saphan.measures.health import checkups
from saphan.measures.models import ClientFigures
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.rates import PlanRates

MONTHS = 12
WHOLE_BP = 10_000
WAITING = (InvoiceStanding.OPEN, InvoiceStanding.PART_PAID)


@dataclass(frozen=True)
class Figures:
    """Figures of one client, money in minor units of the reporting currency.

    `points` of health from 0 to 100, None under 60 % coverage. `months` is what came in by month over the year up to
    today, the oldest first, and adds up to `won`. `penetration` is in hundredths of a percent, None where nothing
    is known to fit. `owed` with tax, None where an invoice cannot be converted; `overdue` is the part past its day.
    """

    points: int | None = None
    months: tuple[int, ...] = ()
    penetration: int | None = None
    owed: int | None = 0
    overdue: int | None = 0

    @property
    def won(self) -> int:
        return sum(self.months)


NAMES = ("points", "months", "penetration", "owed", "overdue")


def figures_of(actor: Actor, accounts: Sequence[Account]) -> dict[int, Figures]:
    """Figures of visible clients as the actor may know them: what was kept, worked out anew where that is stale."""
    ids, instant = [account.pk for account in accounts], now()
    kept = ClientFigures.objects.filter(account__in=ids, reach=actor.reach, due_at__gt=instant)
    found = {
        pk: Figures(points, tuple(months), *rest)
        for pk, points, months, *rest in kept.values_list("account_id", *NAMES)
    }
    stale = [account for account in accounts if account.pk not in found]
    return found | worked_out(actor, stale) if stale else found


def worked_out(actor: Actor, accounts: Sequence[Account]) -> dict[int, Figures]:
    """The same from the journal, the ledger, marks and invoices; as many queries for many as for one."""
    ids = [account.pk for account in accounts]
    today = today_in(actor.workspace, now())
    days = [months_before(today, back) for back in range(MONTHS, 0, -1)]
    starts = [start_of_day(day, actor.workspace.zone) for day in days]
    health, inside = checkups(actor, accounts), penetrations(actor, ids)
    owed = _owed(actor, ids, today)
    return {
        pk: Figures(
            health[pk].now.points,
            _months(health[pk].past.booked, [*starts, health[pk].at + 1]),
            round(inside[pk] * WHOLE_BP) if pk in inside else None,
            *owed[pk],
        )
        for pk in ids
    }


def _months(booked: Bookings, bounds: Sequence[Micros]) -> tuple[int, ...]:
    return tuple(booked.between(start, end) for start, end in pairwise(bounds))


def _owed(actor: Actor, accounts: Collection[int], today: date) -> dict[int, tuple[int | None, int | None]]:
    """By client, what is left to pay and what of it is overdue, at the plan rate; one query, and rates if needed."""
    rates = PlanRates(actor.workspace)
    found: dict[int, tuple[int | None, int | None]] = dict.fromkeys(accounts, (0, 0))
    left = F("amount_minor") + F("tax_minor") - F("credited_minor") - F("paid_minor")
    waiting = invoices_for(actor).filter(account__in=accounts, standing__in=WAITING).order_by()
    rows = waiting.values("account_id", "currency", "due_on").annotate(left=Sum(left))
    sums: dict[int, list[tuple[int | None, bool]]] = defaultdict(list)
    for row in rows:
        rate = rates.rate(row["currency"])
        minor = None if rate is None else convert_minor(row["left"], row["currency"], rate, rates.currency)
        sums[row["account_id"]].append((minor, row["due_on"] is not None and row["due_on"] < today))
    totals = {pk: (_sum(each), _sum(part for part in each if part[1])) for pk, each in sums.items()}
    return found | totals


def _sum(parts: Iterable[tuple[int | None, bool]]) -> int | None:
    total = 0
    for minor, _is_late in parts:
        if minor is None:
            return None
        total += minor
    return total
