"""The model: what is open and what may come, as of one day, from what was known by then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saphan.core.forecast.amounts import amount_ratios, unnamed_amounts
from saphan.core.forecast.arrivals import Arrivals, arrivals
from saphan.core.forecast.chances import win_chances
from saphan.core.forecast.grid import Distribution
from saphan.core.forecast.hazard import Hazards, learn
from saphan.core.forecast.history import NOTHING, Attribute, Floats, History, Ints, Wins, closed_count, wins
from saphan.core.forecast.total import Open, total
from saphan.core.forecast.weeks import FACTORS, Standing, deal_weeks, standing
from saphan.core.late import np

VERSION = 1
FEWEST_CLOSED = 30


@dataclass(frozen=True)
class Setup:
    """What a workspace brings along: weekly rates it supposes (stage × win, lose, move), the stage after each
    (−1 for the last), its stage table, and the month its fiscal year begins with."""

    prior: Floats
    next_stage: Ints
    win_chance: Floats
    fiscal_start: int = 1


@dataclass(frozen=True)
class Forecast:
    """The model's view on one day. Money is in minor units of the history's currency.

    `at` holds the open deals, `chances` theirs to be won before the end, `amounts` what a win may bring.
    """

    day: int
    end: int
    at: Standing
    chances: Floats
    deals: Open
    named: Ints
    arrivals: Arrivals
    closed: Wins
    hazards: Hazards
    distribution: Distribution
    closed_deals: int

    @property
    def existing(self) -> float:
        """What the open deals bring on average."""
        return float((self.chances * self.deals.means).sum())

    @property
    def mean(self) -> float:
        """Closed, existing and new together."""
        return self.closed.total + self.existing + self.arrivals.expected


def forecast(
    known: History, setup: Setup, start: int, day: int, end: int, periods: Sequence[tuple[int, int]],
    *, factors: tuple[str, ...] = tuple(FACTORS),
) -> Forecast:  # fmt: skip
    """Forecast what is won from `start` up to but not including `end`, standing at the start of `day`.

    `known` must hold only what was true and known by then. `periods` are earlier ones, the latest last.
    """
    won = wins(known, day)
    hazards = learn(
        deal_weeks(known, day, setup.fiscal_start), setup.prior, setup.next_stage, factors=factors
    )
    days = max(0, end - day)
    before = max(0, start - day)  # a period that lies ahead: what is won before it does not count
    open_deals = known.open_at(day)
    at = standing(known, open_deals, np.full(len(open_deals), day), setup.fiscal_start)
    chances = win_chances(hazards, at, days, setup.fiscal_start)
    chances -= win_chances(hazards, at, before, setup.fiscal_start)
    named = known.at(Attribute.AMOUNT, at.deal, at.day)
    deals = Open(chances, worth(named, amount_ratios(known, won), unnamed_amounts(won)))
    new = arrivals(known, won, day, days, periods, min(days, end - start))
    closed = won.between(start, end)
    distribution = total(deals, new, closed.total)
    return Forecast(
        day, end, at, chances, deals, named, new, closed, hazards, distribution, closed_count(known, day)
    )


def worth(named: Ints, ratios: Floats, unnamed: Floats) -> Floats:
    """What each deal may bring: its amount times the ratios, or what amounts usually are where none is named."""
    columns = max(len(ratios), len(unnamed), 1)
    found: Floats = np.repeat(np.maximum(named, 0)[:, None] * ratios, columns // len(ratios), axis=1)
    found[named == NOTHING] = np.repeat(unnamed, columns // len(unnamed)) if len(unnamed) else 0.0
    return found
