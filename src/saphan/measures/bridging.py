"""The bridge from a territory's base to now, which shows what moving clients did to its growth."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from saphan.core.kpi import Measured, Unit
from saphan.core.kpi.territory_growth import Bridge, ClientRevenue, bridge
from saphan.measures.facts import Facts
from saphan.measures.question import By, Question
from saphan.measures.statements import composed
from saphan.measures.summary import scope_without
from saphan.measures.territories import revenue_of


def with_bridge(facts: Facts, question: Question, measured: Measured) -> Measured:
    """The figure with the steps from base to now beside it, where clients moved into or out of the territory."""
    if By.TERRITORY not in question.filters or question.metric.key != "territory_growth":
        return measured
    found = _bridge(facts, question)
    beside = {"clients_gained": _beside(measured, found.gained, Unit.COUNT, None)}
    if found.moved:
        steps = found.steps().items()
        beside |= {
            f"bridge_{name}": _beside(measured, minor, Unit.MONEY, question.currency) for name, minor in steps
        }
    return replace(measured, companions={**measured.companions, **beside})


def _bridge(facts: Facts, question: Question) -> Bridge:
    scope = scope_without(question, By.TERRITORY)
    sql = composed("metrics/territory_bridge", revenue=revenue_of(question.choices).sql, scope=scope)
    return bridge(ClientRevenue(*row[1:]) for row in facts.all(sql))


def _beside(measured: Measured, value: int, unit: Unit, currency: str | None) -> Measured:
    exact = Fraction(value)
    return Measured(exact, Fraction(1), unit, exact, measured.n, currency=currency)
