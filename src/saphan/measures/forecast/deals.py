"""Single deals in a forecast: their chances with reasons, and those that move the total."""

from __future__ import annotations

from django.utils.translation import get_language

from saphan.core.forecast.drivers import chance_ranges, lookalikes, reasons, swings, variance_shares
from saphan.core.forecast.history import NOTHING
from saphan.core.forecast.stage_clock import Forecast
from saphan.measures.forecast.question import ForecastQuestion
from saphan.measures.forecast.result import DealView, SwingView
from saphan.measures.forecast.source import Source
from saphan.measures.names import records_of


def _named(ids: list[int], question: ForecastQuestion) -> dict[int, tuple[str, str]]:
    """Code and name of deals by id."""
    found = records_of((("opportunity", pk) for pk in ids), question.actor.workspace_id)
    return {pk: named for (_, pk), named in found.items()}


def deal_views(
    view: Forecast, source: Source, question: ForecastQuestion, *, is_model: bool
) -> list[DealView]:
    """Every open deal, those that add most first. Without a model a deal has the chance of its stage table."""
    ids = source.deal_ids[view.at.deal].tolist()
    named = _named(ids, question)
    chances = view.chances if is_model else source.setup.win_chance[view.at.stage]
    low, high = chance_ranges(view) if is_model else (chances, chances)
    expected = chances * view.deals.means
    whole, spreads = float(expected.sum()) or 1.0, variance_shares(view)
    language = get_language() or "en"
    found = []
    for place, pk in enumerate(ids):
        code, name = named.get(pk, ("", ""))
        alike = lookalikes(view, place)
        amount = int(view.named[place])
        found.append(
            DealView(
                pk, code, name, source.stages[view.at.stage[place]].label(language), float(chances[place]),
                float(low[place]), float(high[place]), None if amount == NOTHING else amount,
                round(float(expected[place])), float(expected[place]) / whole, float(spreads[place]),
                int(view.at.age[place]), alike.weeks, alike.wins, reasons(view, place) if is_model else [],
            )
        )  # fmt: skip
    return sorted(found, key=lambda deal: (-deal.expected, deal.code))


def swing_views(view: Forecast, source: Source, question: ForecastQuestion, spread: float) -> list[SwingView]:
    """The deals that move the total most."""
    found = swings(view, question.target, spread)
    ids = [int(source.deal_ids[view.at.deal[swing.place]]) for swing in found]
    named = _named(ids, question)
    return [
        SwingView(*named.get(pk, ("", "")), swing.share_of_variance, swing.points)
        for pk, swing in zip(ids, found, strict=True)
    ]
