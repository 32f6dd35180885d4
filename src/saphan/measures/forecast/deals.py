"""Single deals in a forecast: their chances with reasons, and those that move the total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

from django.utils.translation import get_language

from saphan.core.forecast.drivers import chance_ranges, reasons, swings, variance_shares
from saphan.core.forecast.history import NOTHING, Floats, Ints
from saphan.core.forecast.stage_clock import Forecast
from saphan.core.forecast.weeks import WIN, bucket
from saphan.core.late import np
from saphan.measures.forecast.question import ForecastQuestion
from saphan.measures.forecast.result import DealView, SwingView
from saphan.measures.forecast.source import Source
from saphan.measures.names import records_of
from saphan.pipeline.models import Stage

_AT_ONCE = 1_000


@dataclass(frozen=True, eq=False)
class DealViews(Sequence[DealView]):
    """Every open deal, those that add most first. Names, sentences and ranges are made for those that are read."""

    view: Forecast
    ids: Ints
    chances: Floats
    order: Ints
    stages: Sequence[Stage]
    workspace_id: int
    is_model: bool

    def __len__(self) -> int:
        return len(self.order)

    @overload
    def __getitem__(self, place: int) -> DealView: ...
    @overload
    def __getitem__(self, place: slice) -> list[DealView]: ...
    def __getitem__(self, place: int | slice) -> DealView | list[DealView]:
        if isinstance(place, slice):
            return self._told(self.order[place])
        return self._told(self.order[[place]])[0]

    def __iter__(self) -> Iterator[DealView]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self[start : start + _AT_ONCE]

    def of(self, deal_id: int) -> DealView | None:
        """The view of one deal; None when it is not open."""
        found = self._told(np.flatnonzero(self.ids == deal_id))
        return found[0] if found else None

    def _told(self, places: Ints) -> list[DealView]:
        view, language, ids = self.view, get_language() or "en", self.ids[places].tolist()
        named = _named(ids, self.workspace_id)
        chances, age = self.chances[places], view.at.age[places]
        low, high = chance_ranges(view, places) if self.is_model else (chances, chances)
        expected, spreads = self.expected, self.spreads
        whole = float(expected.sum()) or 1.0
        cell = view.at.stage[places], bucket(age)
        alike, wins = view.hazards.weeks[cell], view.hazards.counts[*cell, WIN]
        found = []
        for at, place in enumerate(places.tolist()):
            code, name = named.get(ids[at], ("", ""))
            found.append(
                DealView(
                    ids[at], code, name, self.stages[cell[0][at]].label(language), float(chances[at]),
                    float(low[at]), float(high[at]), _amount(view.named[place]), round(float(expected[place])),
                    float(expected[place]) / whole, float(spreads[place]), int(age[at]), int(alike[at]),
                    int(wins[at]), reasons(view, place) if self.is_model else [],
                )
            )  # fmt: skip
        return found

    @cached_property
    def expected(self) -> Floats:
        """What each deal adds on average, in minor units."""
        return self.chances * self.view.deals.means

    @cached_property
    def spreads(self) -> Floats:
        """Each deal's share of the variance."""
        return variance_shares(self.view)


def deal_views(view: Forecast, source: Source, question: ForecastQuestion, *, is_model: bool) -> DealViews:
    """The open deals. Without a model a deal has the chance of its stage table."""
    chances = view.chances if is_model else source.setup.win_chance[view.at.stage]
    order = np.argsort(-chances * view.deals.means, kind="stable")
    return DealViews(
        view, source.deal_ids[view.at.deal], chances, order, source.stages, question.actor.workspace_id, is_model
    )  # fmt: skip


def swing_views(view: Forecast, source: Source, question: ForecastQuestion, spread: float) -> list[SwingView]:
    """The deals that move the total most."""
    found = swings(view, question.target, spread)
    ids = [int(source.deal_ids[view.at.deal[swing.place]]) for swing in found]
    named = _named(ids, question.actor.workspace_id)
    return [
        SwingView(*named.get(pk, ("", "")), swing.share_of_variance, swing.points)
        for pk, swing in zip(ids, found, strict=True)
    ]


def _named(ids: list[int], workspace_id: int) -> dict[int, tuple[str, str]]:
    """Code and name of deals by id."""
    found = records_of((("opportunity", pk) for pk in ids), workspace_id)
    return {pk: named for (_, pk), named in found.items()}


def _amount(minor: Any) -> int | None:
    return None if minor == NOTHING else int(minor)
