"""The board: sums of each stage and its first cards, in a number of queries that does not grow with the stages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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


def columns(opportunities: QuerySet[Opportunity], stages: Sequence[Stage]) -> list[Column]:
    """The columns of `stages` with what of `opportunities` is in them, the largest amounts first. Three queries."""
    sums = stage_sums(opportunities)
    found = [Column(stage, **_sums(sums.get(stage.pk))) for stage in stages]
    by_stage: dict[int, list[Opportunity]] = {}
    for card in in_card_order(_cards(first_ids(opportunities, [c.stage.pk for c in found if c.count]))):
        by_stage.setdefault(card.stage_id, []).append(card)
    for column in found:
        column.cards = by_stage.get(column.stage.pk, [])[:CARDS]
    return found


def first_ids(
    opportunities: QuerySet[Opportunity], stage_ids: Iterable[int], limit: int = CARDS
) -> list[int]:
    """The ids of the first cards of every stage in one statement.

    Each part reads `limit` entries of an index and stops; a window function would number every open deal. Deals
    without an amount are a part of their own, because the engines disagree on where nulls sort.
    """
    parts: list[str] = []
    values: list[Any] = []
    for stage_id in stage_ids:
        own = opportunities.filter(stage_id=stage_id)
        for rows in (_priced(own), _unpriced(own)):
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
    opportunities: QuerySet[Opportunity], stage: Stage, after: str
) -> tuple[list[Opportunity], str]:
    """The next cards of one column after the cursor `after`, and the cursor that follows (empty at the end)."""
    own = opportunities.filter(stage=stage)
    amount, _, last = after.partition("_")
    if not last.isdecimal():
        raise RuleBroken("list.bad_cursor", cursor=after)
    ids: list[int] = []
    if amount.lstrip("-").isdecimal():
        beyond = Q(reporting_minor__lt=int(amount)) | Q(reporting_minor=int(amount), pk__lt=int(last))
        ids = list(_priced(own).filter(beyond).values_list("pk", flat=True)[: CARDS + 1])
        rest = _unpriced(own)
    else:
        rest = _unpriced(own).filter(pk__lt=int(last))
    if len(ids) <= CARDS:
        ids += rest.values_list("pk", flat=True)[: CARDS + 1 - len(ids)]
    cards = in_card_order(_cards(ids[:CARDS]))
    return cards, cursor_of(cards[-1]) if len(ids) > CARDS else ""


def cursor_of(card: Opportunity) -> str:
    """Where a page ends: its last card's place in the order."""
    return f"{'' if card.reporting_minor is None else card.reporting_minor}_{card.pk}"


def in_card_order(cards: Iterable[Opportunity]) -> list[Opportunity]:
    """The largest first, those without an amount last, newer before older."""
    return sorted(cards, key=lambda c: (c.reporting_minor is None, -(c.reporting_minor or 0), -c.pk))


def _priced(opportunities: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    return opportunities.filter(reporting_minor__isnull=False).order_by("-reporting_minor", "-pk")


def _unpriced(opportunities: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    return opportunities.filter(reporting_minor=None).order_by("-pk")


def _cards(ids: Sequence[int]) -> QuerySet[Opportunity]:
    found = Opportunity.objects.filter(pk__in=ids)
    return found.select_related("account", "owner", "next_step").only(*CARD_FIELDS)


def _sums(row: dict[str, Any] | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {"count": row["count"], "total": row["total"], "left_out": row["left_out"]}
