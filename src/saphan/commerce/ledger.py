"""Posts the signed ledger from what happened to opportunities, in the same transaction.

A win adds its amount; taking it back subtracts it on the day it was taken back; a new price after the win adds
the difference on its own day. What should never have been there (an import undone, a duplicate removed) is
subtracted on the very days it was posted, so that every period reads as if it had not happened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q

from saphan.commerce.models import Cause, LedgerLine
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
    if not instants:
        return
    posted = _posted(instants.keys() - born)
    lines: list[LedgerLine] = []
    for deal in _deals(instants, posted):
        held = posted.get(deal.pk, NOTHING)
        again = held.last_win if deal.pk in restored else None
        lines += _lines(deal, held, instants[deal.pk] if again is None else again)
    for line in lines:
        line.change_id, line.recorded_at = change.pk, change.recorded_at
    insert(lines)


def _deals(instants: dict[int, int], posted: dict[int, Posted]) -> Iterator[Deal]:
    """Deals that are won or were once posted; the others, most of an import, have nothing to do with the ledger."""
    matters = (
        Q(status=OpportunityStatus.WON) | Q(pk__in=list(posted))
        if posted
        else Q(status=OpportunityStatus.WON)
    )
    rows = Opportunity.objects.filter(matters, within(instants)).order_by("pk").values_list(*Deal._fields)
    return map(Deal._make, rows)


def _lines(deal: Deal, held: Posted, instant: int) -> Iterator[LedgerLine]:
    if deal.removed_at is not None:
        yield from _as_if_never(deal, held)
        return
    worth = (deal.amount_minor or 0) if deal.status == OpportunityStatus.WON else 0
    net = held.net
    if net and (worth == 0 or held.currency != deal.currency):
        yield _line(deal, Cause.UN_WIN, -net, held.currency, instant)
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
    for line in LedgerLine.objects.filter(opportunity_id__in=ids).order_by("id"):
        held[line.opportunity_id].lines.append(line)
    return held
