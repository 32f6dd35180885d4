"""The rows of growth by territory, composed from the choices."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.core.kpi.definition import Choice
from saphan.measures.facts.rates import PLAN_DAY
from saphan.measures.relations import Relation, wrapped
from saphan.measures.revenue import revenue_rows
from saphan.measures.statements import composed

Choices = Mapping[str, Choice]


def territory_growth(choices: Choices) -> Relation:
    """Rows credited as chosen."""
    return _rows(choices, like_for_like=choices["credit"] == "like_for_like")


def territory_growth_beside(choices: Choices) -> Relation:
    """Rows credited the other way."""
    return _rows(choices, like_for_like=choices["credit"] != "like_for_like")


def revenue_of(choices: Choices) -> Relation:
    """The revenue that growth is made of, at the chosen rates."""
    return revenue_rows(choices, str(PLAN_DAY) if choices["rates"] == "constant" else "m.day")


def _rows(choices: Choices, *, like_for_like: bool) -> Relation:
    revenue = revenue_of(choices)
    if like_for_like:
        return Relation(composed("metrics/territory", revenue=revenue.sql))
    return wrapped(revenue, "metrics/territory_credited", "revenue")
