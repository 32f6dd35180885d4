"""A team's deals over four years: hidden quality, shocks of the quarter, promises that are more or less kept.

Easy: deals differ little, quarters are alike, stated dates are good. Hard: deals differ much, quarters swing,
dates are often wrong and pushed late. Everything follows from the seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from saphan.core.forecast.history import (
    BEST_CASE,
    COMMIT,
    LOST,
    OPEN,
    PIPELINE,
    WEEK,
    WON,
    Attribute,
    Floats,
    History,
    history_of,
)  # fmt: skip

FIRST_DAY = (date(2022, 1, 3) - date(1970, 1, 1)).days  # a Monday
WEEKS = 16 * 13 + 26
STAGES = 4
_WIN, _LOSE, _MOVE, _BACK = range(4)
# Weekly chances per stage for a deal of middling quality: win, lose, move on, move back.
_RATES = np.array(
    [[0.0, 0.06, 0.22, 0.0], [0.0, 0.06, 0.20, 0.01], [0.005, 0.05, 0.20, 0.02], [0.13, 0.05, 0.0, 0.03]]
)


@dataclass(frozen=True)
class Kind:
    """What makes a set easy or hard."""

    name: str
    quality: float  # spread of the hidden quality on the scale of log odds
    shock: float  # spread of the quarter's common shock
    dates: float  # share of stated dates that follow the truth
    date_error: float  # weeks by which the others miss
    haste: float  # how much busier the end of a quarter is


EASY = Kind("easy", quality=0.3, shock=0.15, dates=0.8, date_error=2.0, haste=0.4)
HARD = Kind("hard", quality=0.7, shock=0.35, dates=0.45, date_error=5.0, haste=0.7)
BLIND = Kind("uninformative dates", quality=0.5, shock=0.25, dates=0.0, date_error=8.0, haste=0.5)
KINDS = (EASY, HARD, BLIND)


class _Book:
    """Events as they are written down."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int, int, int, int]] = []

    def write(self, deal: int, attribute: Attribute, day: int, known: int, value: int) -> None:
        self.rows.append((deal, attribute, day, known, value))

    def history(self, deals: int) -> History:
        rows = sorted(self.rows, key=lambda row: (row[2],))
        names = ("deal", "attribute", "day", "known", "value")
        return history_of({name: [row[i] for row in rows] for i, name in enumerate(names)}, deals)


def team(kind: Kind, deals_a_year: float, seed: int) -> History:
    """The history of one team; amounts in minor units."""
    random = np.random.default_rng([seed, int(deals_a_year)])
    shocks = random.normal(0, kind.shock, WEEKS // 13 + 2)
    book, deal = _Book(), 0
    for week in range(WEEKS):
        for _ in range(random.poisson(deals_a_year / 52)):
            _live(book, deal, week, kind, shocks, random)
            deal += 1
    return book.history(deal)


def _live(
    book: _Book, deal: int, week: int, kind: Kind, shocks: Floats, random: np.random.Generator
) -> None:  # fmt: skip
    """One deal from its opening to its end, or to the end of the story."""
    path, end, won = _path(week, kind, shocks, random)
    day = FIRST_DAY + WEEK * week + int(random.integers(0, 5))
    amount = int(np.exp(random.normal(np.log(40_000_00), 0.7)))
    book.write(deal, Attribute.STATUS, day, day, OPEN)
    book.write(deal, Attribute.STAGE, day, day, 0)
    book.write(deal, Attribute.AMOUNT, day, day, amount)
    book.write(deal, Attribute.KIND, day, day, int(random.random() < 0.3))
    book.write(deal, Attribute.CATEGORY, day, day, PIPELINE)
    stated = _stated(week, week, end, kind, random)
    book.write(deal, Attribute.EXPECTED, day, day, FIRST_DAY + WEEK * stated)
    last = day
    for at in range(week + 1, min(end or WEEKS, WEEKS)):
        today = max(last, FIRST_DAY + WEEK * at + int(random.integers(0, 5)))
        if at in path:
            known = today + (int(random.integers(1, 4)) if random.random() < 0.07 else 0)
            book.write(deal, Attribute.STAGE, today, known, path[at])
            amount = int(amount * np.exp(random.normal(-0.02, 0.12)))
            book.write(deal, Attribute.AMOUNT, today, known, amount)
            if path[at] == STAGES - 1:
                said = COMMIT if random.random() < (0.7 if won else 0.25) else BEST_CASE
                book.write(deal, Attribute.CATEGORY, today, today, said)
            last = today
        # A date that has passed is moved when somebody looks; a wrong one is sometimes noticed before.
        if (stated < at and random.random() < 0.35) or random.random() < 0.04:
            stated = max(at + 1, _stated(at, week, end, kind, random))
            book.write(deal, Attribute.EXPECTED, today, today, FIRST_DAY + WEEK * stated)
    if end is not None and end < WEEKS:
        today = max(last, FIRST_DAY + WEEK * end + int(random.integers(0, 5)))
        known = today + (int(random.integers(1, 4)) if random.random() < 0.07 else 0)
        if won:
            book.write(deal, Attribute.AMOUNT, today, known, int(amount * np.exp(random.normal(-0.05, 0.15))))
        book.write(deal, Attribute.STATUS, today, known, WON if won else LOST)


def _path(
    week: int, kind: Kind, shocks: Floats, random: np.random.Generator
) -> tuple[dict[int, int], int | None, bool]:  # fmt: skip
    """Stage moves by week, the week of the end (None: still open), and whether it was won."""
    quality, stage, moves = random.normal(0, kind.quality), 0, dict[int, int]()
    for at in range(week + 1, WEEKS + 60):
        phase = (at % 13) / 12
        busy = 1 + kind.haste * (phase > 0.7)
        lift = np.exp((quality + shocks[min(at // 13, len(shocks) - 1)]) / 2)
        rates = _RATES[stage] * np.array([lift * busy, busy / lift, lift, 1 / lift])
        drawn = random.random()
        bounds = np.cumsum(np.minimum(rates, 0.9))
        if drawn < bounds[_WIN]:
            return moves, at, True
        if drawn < bounds[_LOSE]:
            return moves, at, False
        if drawn < bounds[_MOVE]:
            stage += 1
            moves[at] = stage
        elif drawn < bounds[_BACK]:
            stage = max(0, stage - 1)
            moves[at] = stage
    return moves, None, False


def _stated(now: int, began: int, end: int | None, kind: Kind, random: np.random.Generator) -> int:
    """The week somebody names as the closing: near the truth, or what is hoped for."""
    if end is not None and end > now and random.random() < kind.dates:
        return max(now + 1, end + round(random.normal(0, kind.date_error / 3)))
    return now + 1 + max(0, round(random.normal(6, kind.date_error)))
