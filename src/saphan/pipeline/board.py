"""The board: sums of each stage and its first cards, in a number of queries that does not grow with the stages."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Aggregate, Count, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import RawSQL

from saphan.core.errors import RuleBroken
from saphan.core.period import Period
from saphan.pipeline.models import Opportunity, Stage
from saphan.pipeline.queries import stage_sums, weighted
from saphan.pipeline.terms import OpportunityStatus
from saphan.workspace.prepared import prepared

CARDS = 40  # of each column at first; more come page by page
ANY_STAGE = -(2**62)  # stands for the stage in a statement that is used once per stage


class CardRow(NamedTuple):
    """What a card shows of its deal; everything else of these rows stays in the database.

    Dates are workspace dates, `stage_since` UTC microseconds, amounts minor units.
    """

    pk: int
    code: str
    name: str
    version: int
    stage_id: int
    stage_since: int
    currency: str
    amount_minor: int | None
    reporting_minor: int | None
    expected_close_on: date | None
    next_due_on: date | None
    account_id: int | None
    account__name: str | None
    owner_id: int | None
    owner__name: str | None
    next_step__what: str | None


@dataclass(frozen=True)
class CardOrder:
    """How cards stand in their column. Cards without a value come last, newer before older."""

    key: str
    column: str
    is_down: bool
    is_date: bool = False

    def known(self, opportunities: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
        sign = "-" if self.is_down else ""
        return opportunities.filter(**{f"{self.column}__isnull": False}).order_by(
            f"{sign}{self.column}", "-pk"
        )

    def unknown(self, opportunities: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
        return opportunities.filter(**{self.column: None}).order_by("-pk")

    def beyond(self, value: int | date, pk: int) -> Q:
        """Cards behind this place."""
        further = Q(**{f"{self.column}__{'lt' if self.is_down else 'gt'}": value})
        return further | Q(**{self.column: value, "pk__lt": pk})

    def read(self, text: str) -> int | date:
        """Raises ValueError."""
        return date.fromisoformat(text) if self.is_date else int(text)

    def place(self, card: CardRow) -> tuple[bool, int, int]:
        value = getattr(card, self.column)
        number = value.toordinal() if isinstance(value, date) else value or 0
        return value is None, -number if self.is_down else number, -card.pk


# Within a stage the target is one for all, so who stands longest is furthest beyond it: most at risk.
ORDERS = {
    order.key: order
    for order in (
        CardOrder("amount", "reporting_minor", is_down=True),
        CardOrder("risk", "stage_since", is_down=False),
        CardOrder("close", "expected_close_on", is_down=False, is_date=True),
    )
}
LARGEST = ORDERS["amount"]


@dataclass
class Column:
    """One stage of the board. Sums are in minor units of the reporting currency."""

    stage: Stage
    count: int = 0
    total: int = 0
    left_out: int = 0  # deals without an amount or without a rate
    cards: list[CardRow] = field(default_factory=list)

    @property
    def weighted(self) -> int:
        """The sum times the stage's win chance: a convention, not a forecast."""
        return weighted(self.total, self.stage.win_chance)

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


@dataclass(frozen=True)
class Deals:
    """Which deals a board is about. Where a `key` names everything that `rows` says, statements are compiled once."""

    rows: Callable[[], QuerySet[Opportunity]]
    key: Hashable = None

    def ask(self, name: Hashable, query: Callable[[QuerySet[Opportunity]], QuerySet[Any, Any]]) -> list[Any]:
        if self.key is None:
            return list(query(self.rows()))
        return prepared(("board", name, self.key), lambda: query(self.rows())).ask()


def columns(
    deals: Deals, stages: Sequence[Stage], order: CardOrder = LARGEST, only: Stage | None = None
) -> list[Column]:
    """The columns of `stages` with what of `deals` is in them, in this order. Two queries.

    With `only` the others have their sums and no cards.
    """
    sums = {
        stage: {"count": count, "total": total, "left_out": count - summed}
        for stage, count, total, summed in deals.ask("sums", stage_sums)
    }
    found = [Column(stage, **sums.get(stage.pk, {})) for stage in stages]
    with_cards = [each.stage.pk for each in found if each.count and (only is None or each.stage == only)]
    by_stage: dict[int, list[CardRow]] = {}
    for card in first_cards(deals, with_cards, order=order):
        by_stage.setdefault(card.stage_id, []).append(card)
    for column in found:
        column.cards = by_stage.get(column.stage.pk, [])[:CARDS]
    return found


def first_cards(
    deals: Deals, stage_ids: Sequence[int], limit: int = CARDS, order: CardOrder = LARGEST
) -> list[CardRow]:
    """The first cards of every stage in one statement."""
    if not stage_ids:
        return []
    name = ("cards", order.key, limit, *stage_ids)
    found = deals.ask(name, lambda rows: _cards(_first(rows, stage_ids, limit, order)))
    return sorted(map(CardRow._make, found), key=order.place)


def _first(
    opportunities: QuerySet[Opportunity], stage_ids: Sequence[int], limit: int, order: CardOrder
) -> RawSQL:
    """The keys of the first cards of every stage.

    Each part reads `limit` entries of an index and stops; a window function would number every open deal. Deals
    without an amount are a part of their own, because the engines disagree on where nulls sort.
    """
    parts: list[str] = []
    values: list[Any] = []
    known, unknown = (_part(rows(opportunities), limit) for rows in (order.known, order.unknown))
    for stage_id in stage_ids:
        for sql, parameters in (known, unknown):
            # SQLite takes LIMIT in a part of a union only inside a subquery.
            parts.append(f"SELECT * FROM ({sql}) AS part_{len(parts)}")  # noqa: S608  compiled by Django
            values += [stage_id if value == ANY_STAGE else value for value in parameters]
    return RawSQL(" UNION ALL ".join(parts), values)  # noqa: S611


def _part(rows: QuerySet[Opportunity], limit: int) -> tuple[str, tuple[Any, ...]]:
    """The statement for the first rows of one stage, compiled once for all stages."""
    return rows.filter(stage_id=ANY_STAGE).values("pk")[:limit].query.sql_with_params()


@dataclass(frozen=True)
class Won:
    """What was won: how many, their sum (minor units of the reporting currency), and the latest of them."""

    count: int = 0
    total: int = 0
    latest: Sequence[CardRow] = ()


def won(deals: Deals, period: Period, limit: int) -> Won:
    """What of `deals` was won in `period` (workspace dates, end exclusive). One query."""

    def query(opportunities: QuerySet[Opportunity]) -> QuerySet[Any, Any]:
        rows = opportunities.filter(
            status=OpportunityStatus.WON, closed_on__gte=period.start, closed_on__lt=period.end
        )
        sums = _over(rows, Count("*")), _over(rows, Sum("reporting_minor", default=0))
        return rows.order_by("-closed_on", "-pk").values_list(*CardRow._fields, *sums)[:limit]

    found = deals.ask(("won", period.start, period.end, limit), query)
    if not found:
        return Won()
    *_latest, count, total = found[0]
    return Won(count, total, [CardRow._make(row[:-2]) for row in found])


def _over(rows: QuerySet[Opportunity], what: Aggregate) -> Subquery:
    """An aggregate over all of `rows`, which are of one workspace."""
    return Subquery(rows.order_by().values("workspace_id").annotate(found=what).values("found"))


def page_of_stage(
    opportunities: QuerySet[Opportunity], stage: Stage, after: str, order: CardOrder = LARGEST
) -> tuple[list[CardRow], str]:
    """The next cards of one column after the cursor `after`, and the cursor that follows (empty at the end).

    Raises RuleBroken("list.bad_cursor").
    """
    own = opportunities.filter(stage=stage)
    written, _, last = after.partition("_")
    try:
        pk, value = int(last), order.read(written) if written else None
    except ValueError as error:
        raise RuleBroken("list.bad_cursor", cursor=after) from error
    ids: list[int] = []
    if value is not None:
        ids = list(order.known(own).filter(order.beyond(value, pk)).values_list("pk", flat=True)[: CARDS + 1])
        rest = order.unknown(own)
    else:
        rest = order.unknown(own).filter(pk__lt=pk)
    if len(ids) <= CARDS:
        ids += rest.values_list("pk", flat=True)[: CARDS + 1 - len(ids)]
    cards = sorted(map(CardRow._make, _cards(ids[:CARDS])), key=order.place)
    return cards, cursor_of(cards[-1], order) if len(ids) > CARDS else ""


def card_of(opportunities: QuerySet[Opportunity], deal: Opportunity) -> CardRow | None:
    """The card of one deal; None when it is not among `opportunities`."""
    row = opportunities.filter(pk=deal.pk).values_list(*CardRow._fields).first()
    return CardRow._make(row) if row else None


def cursor_of(card: CardRow, order: CardOrder = LARGEST) -> str:
    """Where a page ends: its last card's place in the order."""
    value = getattr(card, order.column)
    return f"{'' if value is None else value}_{card.pk}"


def _cards(ids: Sequence[int] | RawSQL) -> QuerySet[Any, Any]:
    return Opportunity.objects.filter(pk__in=ids).values_list(*CardRow._fields)
