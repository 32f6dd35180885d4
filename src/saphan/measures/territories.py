"""The rows of growth by territory, composed from the choices."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.core.kpi.definition import Choice
from saphan.measures.facts.rates import PLAN_DAY
from saphan.measures.revenue import revenue_rows
from saphan.measures.statements import composed

Choices = Mapping[str, Choice]
TERRITORIES = {"as_of_event": "r.territory_id", "like_for_like": "a.target_id"}


def territory_growth(choices: Choices) -> str:
    """Rows credited as chosen."""
    return _rows(choices, str(choices["credit"]))


def territory_growth_beside(choices: Choices) -> str:
    """Rows credited the other way."""
    return _rows(choices, "like_for_like" if choices["credit"] == "as_of_event" else "as_of_event")


def revenue_of(choices: Choices) -> str:
    """The revenue that growth is made of, at the chosen rates."""
    return revenue_rows(choices, str(PLAN_DAY) if choices["rates"] == "constant" else "m.day")


def _rows(choices: Choices, credit: str) -> str:
    return composed("metrics/territory", revenue=revenue_of(choices), territory=TERRITORIES[credit])
