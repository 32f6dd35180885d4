"""The list of clients with their figures: what it can be narrowed and ordered by beyond the client itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, F, FilteredRelation, Q, QuerySet, Sum

from saphan.clients.lists import ACCOUNTS as PLAIN
from saphan.clients.models import Account
from saphan.clients.queries import accounts_for
from saphan.core.kpi.distribution import median
from saphan.measures.models import ClientFigures
from saphan.workspace.actor import Actor
from saphan.workspace.listing import Amount, Filter, Listing, Sort, flag

# What a client gets beside it, and where that is kept.
BESIDE = {
    "health_points": "points", "won_minor": "won", "penetration_bp": "penetration", "owed_minor": "owed",
    "overdue_minor": "overdue",
}  # fmt: skip
SORTED = {
    "health": "health_points",
    "won": "won_minor",
    "penetration": "penetration_bp",
    "owed": "owed_minor",
}
MOST_SUMMED = 1_000


def kept_for(actor: Actor) -> QuerySet[ClientFigures]:
    """Figures kept for people who read what the actor reads."""
    return ClientFigures.objects.filter(workspace_id=actor.workspace_id, reach=actor.reach)


def with_figures(rows: QuerySet[Account], actor: Actor) -> QuerySet[Account]:
    """Visible clients with their kept figures as `health_points`, `won_minor` and so on; None where none are kept."""
    if "health_points" in rows.query.annotations:
        return rows
    mine = Q(figures__workspace_id=actor.workspace_id, figures__reach=actor.reach)
    rows = rows.annotate(kept=FilteredRelation("figures", condition=mine))
    return rows.annotate(**{name: F(f"kept__{column}") for name, column in BESIDE.items()})


@dataclass(frozen=True)
class Figured(Filter):
    """Clients whose kept figure fits; `scale` turns what is asked into what is kept."""

    figure: Amount
    scale: int = 1
    operators = Amount.operators

    def condition(self, actor: Actor, operator: str, values: Sequence[str]) -> Q:
        fits = self.figure.condition(actor, operator, [self._scaled(value) for value in values])
        return Q(pk__in=kept_for(actor).filter(fits).values("account_id"))

    def _scaled(self, value: str) -> str:
        return str(int(value) * self.scale) if self.scale != 1 and value.lstrip("-").isdecimal() else value


class Overdue(Filter):
    """Clients that owe money past its day, or that do not."""

    def condition(self, actor: Actor, operator: str, values: Sequence[str]) -> Q:  # noqa: ARG002
        late = Q(pk__in=kept_for(actor).filter(overdue__gt=0).values("account_id"))
        return late if flag(values[-1]) else ~late


def accounts_with_figures(actor: Actor) -> QuerySet[Account]:
    """Clients within reach with their kept figures."""
    return with_figures(accounts_for(actor), actor)


ACCOUNTS: Listing = replace(
    PLAIN,
    filters=PLAIN.filters | {
        "health": Figured(Amount("points")),
        "won": Figured(Amount("won")),
        "penetration": Figured(Amount("penetration"), scale=100),
        "owed": Figured(Amount("owed")),
        "overdue": Overdue(),
    },
    sorts=PLAIN.sorts | {
        key: Sort(name, nullable=True, beside=with_figures) for key, name in SORTED.items()
    },
)  # fmt: skip


@dataclass(frozen=True)
class Summary:
    """`median` of the known health points, None without any; `won` in minor units of the reporting currency."""

    median: int | None
    won: int


def summary(actor: Actor, rows: QuerySet[Any]) -> Summary | None:
    """Kept figures over some clients in one query; None for more of them than a page may add up."""
    some = rows.order_by().values("pk")[: MOST_SUMMED + 1]
    grouped = kept_for(actor).filter(account__in=some).order_by("points").values_list("points")
    found = list(grouped.annotate(number=Count("pk"), sum=Sum("won", default=0)))
    if sum(number for _points, number, _won in found) > MOST_SUMMED:
        return None
    known = [points for points, number, _won in found if points is not None for _each in range(number)]
    middle = median(known)
    return Summary(None if middle is None else round(middle), sum(won for *_rest, won in found))
