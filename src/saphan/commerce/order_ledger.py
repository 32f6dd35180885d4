"""Posts the lines of orders to the signed ledger, in the transaction that changed them.

A confirmed order adds its lines on its day; an amendment takes old lines back and adds new ones on the day of the
amendment; a cancellation takes back what still stands. An order that should never have been there is taken off
the very days it was posted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from saphan.commerce import ledger
from saphan.commerce.models import Cause, LedgerLine, Order, OrderLine
from saphan.commerce.terms import OrderStatus
from saphan.journal import subscribe
from saphan.journal.models import BORN, Change
from saphan.journal.recorder import Noted
from saphan.workspace.bulk import insert, made, within

WATCHED = frozenset({BORN, "status", "currency", "opportunity_id", "removed_at"})
WATCHED_LINE = frozenset({BORN, "amount_minor", "months", "is_pass_through", "offering_id", "removed_at"})


@dataclass
class Touched:
    """Orders that one change concerns: the instant of their birth in it, and of what happened last."""

    born: dict[int, int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)

    def note(self, order_id: int, entry: Noted) -> None:
        self.last[order_id] = max(entry.effective_at, self.last.get(order_id, entry.effective_at))
        if entry.kind == "order" and entry.attribute == BORN:
            self.born[order_id] = entry.effective_at


def subscribe_to_journal() -> None:
    subscribe("order", post_orders)
    subscribe("order_line", post_order_lines)


def post_orders(change: Change, entries: Iterable[Noted]) -> None:
    """Bring the ledger in line with the orders that `entries` changed, and then with the deals behind them."""
    touched = Touched()
    for entry in entries:
        if entry.attribute in WATCHED:
            touched.note(entry.entity_id, entry)
    _post(change, touched)


def post_order_lines(change: Change, entries: Iterable[Noted]) -> None:
    """The same for what changed about lines of orders that were there before."""
    mine = [entry for entry in entries if entry.attribute in WATCHED_LINE]
    of_order = dict(
        OrderLine.objects.filter(within({entry.entity_id for entry in mine})).values_list("pk", "order_id")
    ) if mine else {}  # fmt: skip
    touched = Touched()
    for entry in mine:
        touched.note(of_order[entry.entity_id], entry)
    _post(change, touched)


def _post(change: Change, touched: Touched) -> None:
    if not touched.last:
        return
    orders = list(Order.objects.filter(within(touched.last)).order_by("pk"))
    held, standing = _held(touched.last), _standing(touched.last)
    lines: list[LedgerLine] = []
    for order in orders:
        lines += _lines(order, standing[order.pk], held[order.pk], touched)
    for line in lines:
        line.change_id, line.recorded_at = change.pk, change.recorded_at
    insert(lines)
    deals = {order.opportunity_id: touched.last[order.pk] for order in orders if order.opportunity_id}
    if deals:
        ledger.settle(change, deals)


def _lines(
    order: Order, standing: list[OrderLine], held: list[LedgerLine], touched: Touched
) -> Iterator[LedgerLine]:
    if order.removed_at is not None:
        yield from _as_if_never(held)
        return
    is_cancelled = order.status == OrderStatus.CANCELLED
    if not held and order.pk in touched.born:
        first = [_booked(order, line, touched.born[order.pk]) for line in standing]
        yield from first
        yield from (_back(line, line.amount_minor, touched.last[order.pk]) for line in first if is_cancelled)
        return
    wanted = {} if is_cancelled else {line.pk: line for line in standing}
    instant, net, last = touched.last[order.pk], _net(held), {line.order_line_id: line for line in held}
    for line_id, known in last.items():
        if net[line_id] and not _is_same(known, wanted.get(line_id or 0)):
            yield _back(known, net[line_id], instant)
    for line_id, line in wanted.items():
        if not net[line_id]:  # what was taken back returns on the very day it was taken back
            yield _booked(order, line, last[line_id].effective_at if line_id in last else instant)
        elif not _is_same(last[line_id], line):
            yield _booked(order, line, instant)


def _is_same(known: LedgerLine, line: OrderLine | None) -> bool:
    """Whether the line stands in the ledger as it is; a line that is back says the same of itself."""
    if line is None:
        return False
    posted = (abs(known.amount_minor), known.months, known.is_pass_through, known.offering_id)
    return posted == (line.amount_minor, line.months, line.is_pass_through, line.offering_id)


def _as_if_never(held: list[LedgerLine]) -> Iterator[LedgerLine]:
    by_day: dict[tuple[int | None, int], list[LedgerLine]] = defaultdict(list)
    for line in held:
        by_day[line.order_line_id, line.effective_at].append(line)
    for (_, effective_at), lines in by_day.items():
        if total := sum(line.amount_minor for line in lines):
            yield _back(lines[0], total, effective_at)


def _booked(order: Order, line: OrderLine, instant: int) -> LedgerLine:
    return made(
        LedgerLine, workspace_id=order.workspace_id, opportunity_id=order.opportunity_id, order_id=order.pk,
        order_line_id=line.pk, offering_id=line.offering_id, cause=Cause.ORDER.value, months=line.months,
        is_pass_through=line.is_pass_through, amount_minor=line.amount_minor, currency=order.currency,
        effective_at=instant,
    )  # fmt: skip


def _back(known: LedgerLine, amount: int, instant: int) -> LedgerLine:
    """The other half of a pair: as it was posted, with the sign turned."""
    return made(
        LedgerLine, workspace_id=known.workspace_id, opportunity_id=known.opportunity_id, order_id=known.order_id,
        order_line_id=known.order_line_id, offering_id=known.offering_id, cause=Cause.ORDER_BACK.value,
        months=known.months, is_pass_through=known.is_pass_through, amount_minor=-amount, currency=known.currency,
        effective_at=instant,
    )  # fmt: skip


def _net(held: list[LedgerLine]) -> dict[int | None, int]:
    net: dict[int | None, int] = defaultdict(int)
    for line in held:
        net[line.order_line_id] += line.amount_minor
    return net


def _held(ids: Collection[int]) -> dict[int, list[LedgerLine]]:
    held: dict[int, list[LedgerLine]] = defaultdict(list)
    for line in LedgerLine.objects.filter(within(ids, "order__id")).order_by("id"):
        held[line.order_id or 0].append(line)
    return held


def _standing(ids: Collection[int]) -> dict[int, list[OrderLine]]:
    standing: dict[int, list[OrderLine]] = defaultdict(list)
    for line in OrderLine.objects.filter(within(ids, "order__id"), removed_at=None).order_by(
        "position", "pk"
    ):
        standing[line.order_id].append(line)
    return standing
