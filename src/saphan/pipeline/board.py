"""The board: sums of each stage and its first cards, in a number of queries that does not grow with the stages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from saphan.core.errors import RuleBroken
from saphan.pipeline.models import Opportunity, Stage
from saphan.pipeline.queries import stage_sums, weighted

CARDS = 40  # of each column at first; more come page by page
# What a card shows; everything else of these rows stays in the database.
CARD_FIELDS = (
    "code", "name", "version", "workspace_id", "currency", "amount_minor", "reporting_minor", "stage_since",
    "expected_close_on", "next_due_on", "stage_id", "pushes", "category",
    "account__code", "account__name", "owner__name", "next_step__what",
)  # fmt: skip


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

    def place(self, card: Opportunity) -> tuple[bool, int, int]:
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
    cards: list[Opportunity] = field(default_factory=list)

    @property
    def weighted(self) -> int:
        """The sum times the stage's win chance: a convention, not a forecast."""
        return weighted(self.total, self.stage.win_chance)

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


def columns(
    opportunities: QuerySet[Opportunity], stages: Sequence[Stage], order: CardOrder = LARGEST
) -> list[Column]:
    """The columns of `stages` with what of `opportunities` is in them, in this order. Three queries."""
    sums = stage_sums(opportunities)
    found = [Column(stage, **_sums(sums.get(stage.pk))) for stage in stages]
    by_stage: dict[int, list[Opportunity]] = {}
    ids = first_ids(opportunities, [c.stage.pk for c in found if c.count], order=order)
    for card in sorted(_cards(ids), key=order.place):
        by_stage.setdefault(card.stage_id, []).append(card)
    for column in found:
        column.cards = by_stage.get(column.stage.pk, [])[:CARDS]
    return found


def first_ids(
    opportunities: QuerySet[Opportunity],
    stage_ids: Iterable[int],
    limit: int = CARDS,
    order: CardOrder = LARGEST,
) -> list[int]:
    """The ids of the first cards of every stage in one statement.

    Each part reads `limit` entries of an index and stops; a window function would number every open deal. Deals
    without an amount are a part of their own, because the engines disagree on where nulls sort.
    """
    parts: list[str] = []
    values: list[Any] = []
    for stage_id in stage_ids:
        own = opportunities.filter(stage_id=stage_id)
        for rows in (order.known(own), order.unknown(own)):
            sql, parameters = rows.values("pk")[:limit].query.sql_with_params()
            # SQLite takes LIMIT in a part of a union only inside a subquery.
            parts.append(f"SELECT * FROM ({sql}) AS part_{len(parts)}")  # noqa: S608  compiled by Django
            values += parameters
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return [row[0] for row in cursor.fetchall()]


def page_of_stage(
    opportunities: QuerySet[Opportunity], stage: Stage, after: str, order: CardOrder = LARGEST
) -> tuple[list[Opportunity], str]:
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
    cards = sorted(_cards(ids[:CARDS]), key=order.place)
    return cards, cursor_of(cards[-1], order) if len(ids) > CARDS else ""


def cursor_of(card: Opportunity, order: CardOrder = LARGEST) -> str:
    """Where a page ends: its last card's place in the order."""
    value = getattr(card, order.column)
    return f"{'' if value is None else value}_{card.pk}"


def _cards(ids: Sequence[int]) -> QuerySet[Opportunity]:
    found = Opportunity.objects.filter(pk__in=ids)
    return found.select_related("account", "owner", "next_step").only(*CARD_FIELDS)


def _sums(row: dict[str, Any] | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {"count": row["count"], "total": row["total"], "left_out": row["left_out"]}
