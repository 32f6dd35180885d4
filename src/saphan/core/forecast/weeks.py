"""Deal-weeks: every week that a deal was open, with how it stood at its start and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from saphan.core.forecast.history import NOTHING, OPEN, WEEK, WON, Attribute, Flags, History, Ints
from saphan.core.late import np

BUCKET_STARTS = (0, 2, 4, 8, 16)  # weeks in stage: 0-1, 2-3, 4-7, 8-15, 16 and more
OLDEST_AGE = 16  # from here on every week is alike
MOST_WEEKS = 156

STAY, WIN, LOSE, MOVE = -1, 0, 1, 2
EXITS = 3

# Weeks to the stated date: no date · more than 4 past · 1-4 past · this · 1-2 · 3-4 · 5-8 · 9 and more ahead.
DATE_LEVELS = ("no_date", "long_overdue", "overdue", "this_week", "in_1_2", "in_3_4", "in_5_8", "in_9_more")
_DATE_STARTS = (-4, 0, 1, 3, 5, 9)
PHASE_LEVELS = ("first_month", "second_month", "last_month")
KIND_LEVELS = ("new", "expansion", "renewal")
PUSH_LEVELS = ("never_pushed", "pushed_once", "pushed_twice", "pushed_more")
FACTORS: dict[str, tuple[str, ...]] = {
    "date": DATE_LEVELS,
    "phase": PHASE_LEVELS,
    "kind": KIND_LEVELS,
    "pushes": PUSH_LEVELS,
}


@dataclass(frozen=True)
class Standing:
    """How deals stood on certain days: one row per pair of deal and day. `levels` has a row per factor."""

    deal: Ints
    day: Ints
    stage: Ints
    age: Ints
    expected: Ints
    levels: Ints

    def where(self, mask: Flags | Ints | slice) -> Standing:
        """Only some of the rows."""
        return Standing(
            self.deal[mask], self.day[mask], self.stage[mask], self.age[mask], self.expected[mask],
            self.levels[:, mask],
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.deal)


@dataclass(frozen=True)
class DealWeeks:
    """Past deal-weeks. `outcome` is STAY, WIN, LOSE or MOVE; `target` the stage moved to, own stage otherwise."""

    at: Standing
    outcome: Ints
    target: Ints


def standing(history: History, deals: Ints, days: Ints, fiscal_start: int) -> Standing:
    """How each deal stood at the start of its day."""
    stages = history.timeline(Attribute.STAGE)
    expected = history.at(Attribute.EXPECTED, deals, days)
    kind = history.at(Attribute.KIND, deals, days)
    levels = np.stack(
        [
            date_level(expected, days),
            phase_level(days, fiscal_start),
            np.where(kind == NOTHING, 0, kind),
            np.clip(history.pushes().at(deals, days), 0, len(PUSH_LEVELS) - 1),
        ]
    )
    age = (days - stages.since(deals, days)) // WEEK
    return Standing(
        deals, days, stages.at(deals, days), np.clip(age, 0, OLDEST_AGE), expected, levels.astype(np.int64)
    )


def deal_weeks(history: History, day: int, fiscal_start: int, weeks: int = MOST_WEEKS) -> DealWeeks:
    """Every full week before `day` in which a deal was open at the start, the last `weeks` of them.

    Weeks are counted back from `day`. Those after a closing are left out.
    """
    status = history.timeline(Attribute.STATUS)
    everyone, today = np.arange(history.deals), np.full(history.deals, day)
    born = history.born()
    still_open = status.at(everyone, today) == OPEN
    last = np.where(still_open, day, status.since(everyone, today))
    first_back = np.maximum(1, -(-(day - last) // WEEK))
    most_back = np.minimum((day - born - 1) // WEEK, weeks)
    count = np.where(born == NOTHING, 0, np.maximum(0, most_back - first_back + 1))
    deals = np.repeat(everyone, count)
    step = np.arange(len(deals)) - np.repeat(np.cumsum(count) - count, count)
    days = day - WEEK * (np.repeat(first_back, count) + step)
    kept = status.at(deals, days) == OPEN
    at = standing(history, deals[kept], days[kept], fiscal_start)
    return DealWeeks(at, *_outcomes(history, at))


def date_level(expected: Ints, days: Ints) -> Ints:
    """The level of the weeks from each day to the stated date."""
    ahead = (expected - days) // WEEK
    level = np.searchsorted(_DATE_STARTS, ahead, side="right") + 1
    return np.where(expected == NOTHING, 0, level).astype(np.int64)


def phase_level(days: Ints, fiscal_start: int) -> Ints:
    """Which month of the fiscal quarter the middle of the week from each day lies in."""
    month = (days + WEEK // 2).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return (month - (fiscal_start - 1)) % len(PHASE_LEVELS)


def bucket(age: Ints) -> Ints:
    """The age bucket of weeks in stage."""
    return np.searchsorted(BUCKET_STARTS, age, side="right").astype(np.int64) - 1


def _outcomes(history: History, at: Standing) -> tuple[Ints, Ints]:
    after = at.day + WEEK
    status = history.at(Attribute.STATUS, at.deal, after)
    target = history.at(Attribute.STAGE, at.deal, after)
    moved = np.where(target != at.stage, MOVE, STAY)
    outcome = np.where(status == OPEN, moved, np.where(status == WON, WIN, LOSE))
    return outcome.astype(np.int64), np.where(outcome == MOVE, target, at.stage)
