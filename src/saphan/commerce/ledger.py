"""Posts the signed ledger from what happened to opportunities, in the same transaction.

A win adds its amount; taking it back subtracts it on the day it was taken back; a new price after the win adds
the difference on its own day. What should never have been there (an import undone, a duplicate removed) is
subtracted on the very days it was posted, so that every period reads as if it had not happened.

A won deal with an order is carried by it: on the day of the order the deal's own booking goes back and the lines
of the order take its place (commerce/order_ledger.py), so that nothing is counted twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from saphan.commerce.models import Cause, LedgerLine, Order
from saphan.commerce.terms import OrderStatus
from saphan.core.errors import RuleBroken
from saphan.journal import subscribe
from saphan.journal.models import BORN, Change
from saphan.journal.recorder import Noted
from saphan.pipeline.models import Opportunity
from saphan.pipeline.terms import OpportunityStatus
from saphan.workspace.bulk import insert, made, within

WATCHED = frozenset({BORN, "status", "amount_minor", "currency", "removed_at"})
WON = f'"{OpportunityStatus.WON.value}"'  # as the first values of a deal have it


class Deal(NamedTuple):
    """What the ledger looks at."""

    pk: int
    workspace_id: int
    status: str
    amount_minor: int | None
    currency: str
    removed_at: int | None
    closed_on: date | None


@dataclass
class Posted:
    """What the ledger holds of one opportunity so far, oldest line first."""

    lines: list[LedgerLine] = field(default_factory=list)

    @property
    def net(self) -> int:
        """Minor units still standing, in the currency of the last line."""
        return sum(line.amount_minor for line in self.lines)

    @property
    def currency(self) -> str:
        return self.lines[-1].currency if self.lines else ""

    @property
    def last_win(self) -> int | None:
        return next((line.effective_at for line in reversed(self.lines) if line.cause == Cause.WIN), None)

    @property
    def handed_over_at(self) -> int | None:
        """When an order took the booking over, if that is the last thing that happened."""
        return self.lines[-1].effective_at if self.lines and self.lines[-1].cause == Cause.CARRIED else None


NOTHING = Posted()


def subscribe_to_journal() -> None:
    subscribe("opportunity", post)


def post(change: Change, entries: list[Noted]) -> None:
    """Bring the ledger in line with the opportunities that `entries` changed."""
    instants: dict[int, int] = {}
    born: set[int] = set()
    restored: set[int] = set()
    for entry in entries:
        if entry.attribute not in WATCHED:
            continue
        if entry.attribute == BORN:
            born.add(entry.entity_id)
            if WON not in (entry.new or ""):  # most births; of the others the database tells which are won
                continue
        # Of a birth that brings its history along, the outcome is the latest.
        instants[entry.entity_id] = max(entry.effective_at, instants.get(entry.entity_id, entry.effective_at))
        if entry.attribute == "removed_at" and entry.new is None:
            restored.add(entry.entity_id)
    if instants:
        settle(change, instants, born=born, restored=restored)


def settle(
    change: Change, instants: dict[int, int], *, born: Collection[int] = (), restored: Collection[int] = ()
) -> None:
    """Bring the own bookings of these deals in line, as of the instants given for each.

    Raises RuleBroken("opportunity.has_order") for a deal that is no longer won while an order of it stands.
    """
    posted = _posted(instants.keys() - set(born))
    standing, carried = _orders(instants, change.recorded_at)
    lines: list[LedgerLine] = []
    for deal in _deals(instants, posted):
        if deal.pk in standing and deal.status != OpportunityStatus.WON and deal.removed_at is None:
            raise RuleBroken("opportunity.has_order", order=standing[deal.pk])
        held = posted.get(deal.pk, NOTHING)
        again = held.last_win if deal.pk in restored else None
        instant = instants[deal.pk] if again is None else again
        is_carried = any(day >= (deal.closed_on or day) for day in carried.get(deal.pk, ()))
        lines += _lines(deal, held, instant, is_carried=is_carried)
    for line in lines:
        line.change_id, line.recorded_at = change.pk, change.recorded_at
    insert(lines)


def _orders(ids: Collection[int], recorded_at: int) -> tuple[dict[int, str], dict[int, list[date]]]:
    """Per deal: an order that stands, and the days of all orders, cancelled ones included, that took it over.

    A cancelled order took the booking with it; only a win after it is a booking of its own again.
    """
    standing: dict[int, str] = {}
    carried: dict[int, list[date]] = defaultdict(list)
    rows = Order.objects.filter(
        within(ids, "opportunity__id"), removed_at=None, created_at__lte=recorded_at
    ).values_list("opportunity_id", "code", "status", "confirmed_on")
    for deal_id, code, status, confirmed_on in rows:
        if deal_id is not None:
            carried[deal_id].append(confirmed_on)
            if status != OrderStatus.CANCELLED:
                standing[deal_id] = code
    return standing, carried


def _deals(instants: dict[int, int], posted: dict[int, Posted]) -> Iterator[Deal]:
    """Deals that are won or were once posted; the others, most of an import, have nothing to do with the ledger."""
    matters = (
        Q(status=OpportunityStatus.WON) | Q(pk__in=list(posted))
        if posted
        else Q(status=OpportunityStatus.WON)
    )
    rows = Opportunity.objects.filter(matters, within(instants)).order_by("pk").values_list(*Deal._fields)
    return map(Deal._make, rows)


def _lines(deal: Deal, held: Posted, instant: int, *, is_carried: bool) -> Iterator[LedgerLine]:
    if deal.removed_at is not None:
        yield from _as_if_never(deal, held)
        return
    is_won = deal.status == OpportunityStatus.WON
    worth = (deal.amount_minor or 0) if is_won and not is_carried else 0
    net = held.net
    if worth and held.handed_over_at is not None:
        instant = held.handed_over_at  # the order was never meant: its day reads as if it had not been
    if net and (worth == 0 or held.currency != deal.currency):
        cause = Cause.CARRIED if is_won and is_carried else Cause.UN_WIN
        yield _line(deal, cause, -net, held.currency, instant)
        net = 0
    if worth != net:
        yield _line(deal, Cause.PRICE if net else Cause.WIN, worth - net, deal.currency, instant)


def _as_if_never(deal: Deal, held: Posted) -> Iterator[LedgerLine]:
    by_day: dict[tuple[int, str], int] = defaultdict(int)
    for line in held.lines:
        by_day[line.effective_at, line.currency] += line.amount_minor
    for (effective_at, currency), amount in by_day.items():
        if amount:
            yield _line(deal, Cause.UN_WIN, -amount, currency, effective_at)


def _line(deal: Deal, cause: Cause, amount: int, currency: str, instant: int) -> LedgerLine:
    return made(
        LedgerLine, workspace_id=deal.workspace_id, opportunity_id=deal.pk, cause=cause.value, amount_minor=amount,
        currency=currency, effective_at=instant,
    )  # fmt: skip


def _posted(ids: Collection[int]) -> dict[int, Posted]:
    held: dict[int, Posted] = defaultdict(Posted)
    if not ids:
        return held
    own = LedgerLine.objects.filter(opportunity_id__in=ids, order=None).order_by("id")
    for line in own:
        held[line.opportunity_id or 0].lines.append(line)
    return held
