"""How a relationship stands: its parts first, then one weighted mean over those that are known.

A part that nobody can know is absent, never 0; under 60 % of the weights there is no score at all. The reasons
of a change are whole points and add up to it exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, TypeAlias

VERSION = 1  # raise it with every change of weights or of a rule below
FLOOR = Fraction(60, 100)
WHOLE = Fraction(100)
KEY_INFLUENCE = 4
REACHED_WITHIN = 60  # days, where no cadence was agreed


class Part(StrEnum):
    """What the health is made of."""

    RHYTHM = "rhythm"
    STEPS = "steps"
    REACH = "reach"
    STANCE = "stance"
    PIPELINE = "pipeline"
    REVENUE = "revenue"


class Band(StrEnum):
    GOOD = "good"
    CARE = "care"
    RISK = "risk"


WEIGHTS: Mapping[Part, int] = {
    Part.RHYTHM: 25, Part.STEPS: 15, Part.REACH: 15, Part.STANCE: 15, Part.PIPELINE: 15, Part.REVENUE: 15,
}  # fmt: skip
Levels: TypeAlias = Mapping[Part, Fraction]


class Stake(NamedTuple):
    """Somebody who matters: stance −2..2, influence 1..5, whole days since the last talk (None: never)."""

    stance: int
    influence: int
    is_decider: bool
    touched_days: int | None


class Deal(NamedTuple):
    """An open deal in the last 30 days: is its date past, did it move forward (or begin), did it fall back."""

    is_late: bool
    went_forward: bool
    fell_back: bool


@dataclass(frozen=True)
class Facts:
    """What was true of a client at one instant; days are whole days before it, money is minor units.

    `known_days`: since the client came into the book. `bare_deals`: open deals without a next step.
    `revenue` and `revenue_before`: the year up to the instant and the year before that.
    """

    known_days: int = 0
    touched_days: int | None = None
    cadence_days: int | None = None
    open_steps: int = 0
    late_steps: int = 0
    bare_deals: int = 0
    stakes: tuple[Stake, ...] = ()
    deals: tuple[Deal, ...] = ()
    revenue: int = 0
    revenue_before: int = 0


@dataclass(frozen=True)
class Health:
    """Levels from 0 to 100 of the parts that are known."""

    levels: Levels
    version: int = VERSION

    @property
    def coverage(self) -> Fraction:
        """Weights known / all weights, from 0 to 1."""
        return Fraction(_weight(self.levels), sum(WEIGHTS.values()))

    @property
    def score(self) -> Fraction | None:
        """The weighted mean of the known parts, from 0 to 100; None under 60 % coverage."""
        return _mean(self.levels) if self.coverage >= FLOOR else None

    @property
    def points(self) -> int | None:
        """The score in whole points."""
        return None if self.score is None else round(self.score)

    @property
    def band(self) -> Band | None:
        """From 80 in good hands, from 60 needing care, below at risk."""
        if self.points is None:
            return None
        return Band.GOOD if self.points >= 80 else Band.CARE if self.points >= 60 else Band.RISK

    @property
    def spread(self) -> tuple[int, int] | None:
        """The ten points that the score lies in: 74 is in 70 to 80."""
        if self.points is None:
            return None
        low = min(self.points // 10 * 10, 90)
        return low, low + 10


class Reason(NamedTuple):
    """What one part added (+) or took (−), in whole points."""

    part: Part
    points: int


def health(facts: Facts) -> Health:
    """The known parts of a client's health, each from 0 to 100."""
    found = {
        Part.RHYTHM: rhythm(facts),
        Part.STEPS: steps(facts),
        Part.REACH: reach(facts),
        Part.STANCE: stance(facts),
        Part.PIPELINE: pipeline(facts),
        Part.REVENUE: revenue(facts),
    }
    return Health({part: level for part, level in found.items() if level is not None})


def reasons(now: Health, then: Health) -> list[Reason]:
    """Why the points changed from `then` to `now`, the largest first; they add up to the change exactly.

    A part weighs by how far it lies from the old score, so one that was not known before and comes in at the
    old score explains nothing. Empty where one of the two has no score.
    """
    if now.score is None or then.score is None or now.points is None or then.points is None:
        return []
    exact = {
        part: _pull(part, now.levels, then.score) - _pull(part, then.levels, then.score) for part in WEIGHTS
    }
    whole = _whole(exact, now.points - then.points)
    told = [Reason(part, points) for part, points in whole.items() if points]
    return sorted(told, key=lambda reason: (-abs(reason.points), list(WEIGHTS).index(reason.part)))


def rhythm(facts: Facts) -> Fraction | None:
    """100 within the cadence, 0 from three times the cadence on, even between; None without a cadence.

    Never talked to counts from the day the client came into the book.
    """
    if not facts.cadence_days:
        return None
    days = facts.known_days if facts.touched_days is None else facts.touched_days
    over = Fraction(days - facts.cadence_days, 2 * facts.cadence_days)
    return WHOLE * (1 - min(max(over, Fraction(0)), Fraction(1)))


def steps(facts: Facts) -> Fraction:
    """Share of next steps that are not overdue; an open deal without one counts as overdue, no step at all as 0."""
    due = facts.open_steps + facts.bare_deals
    return WHOLE * Fraction(facts.open_steps - facts.late_steps, due) if due else Fraction(0)


def reach(facts: Facts) -> Fraction | None:
    """Share of key people that were reached; None without any."""
    reached, known = key_people(facts)
    return WHOLE * Fraction(reached, known) if known else None


def key_people(facts: Facts) -> tuple[int, int]:
    """How many key people (deciders, influence 4 and 5) were talked to within twice the cadence, and all of them.

    Within 60 days where no cadence was agreed.
    """
    within = 2 * facts.cadence_days if facts.cadence_days else REACHED_WITHIN
    key = [stake for stake in facts.stakes if stake.is_decider or stake.influence >= KEY_INFLUENCE]
    reached = [stake for stake in key if stake.touched_days is not None and stake.touched_days <= within]
    return len(reached), len(key)


def stance(facts: Facts) -> Fraction | None:
    """Stances from 0 (against us) to 100 (for us), weighted by influence; None where nobody is known."""
    weight = sum(stake.influence for stake in facts.stakes)
    if not weight:
        return None
    return Fraction(sum((stake.stance + 2) * 25 * stake.influence for stake in facts.stakes), weight)


def pipeline(facts: Facts) -> Fraction | None:
    """Mean over open deals: past its date 0, fell back 30, stood still 60, went forward 100; None without any."""
    if not facts.deals:
        return None
    return Fraction(sum(_movement(deal) for deal in facts.deals), len(facts.deals))


def revenue(facts: Facts) -> Fraction | None:
    """50 for as much as the year before, 100 for half as much again, 0 for half or less.

    None over a year before without revenue: nothing to compare with is no growth.
    """
    if facts.revenue_before <= 0:
        return None
    growth = Fraction(facts.revenue - facts.revenue_before, facts.revenue_before)
    return WHOLE * min(max(growth + Fraction(1, 2), Fraction(0)), Fraction(1))


def _movement(deal: Deal) -> int:
    if deal.is_late:
        return 0
    return 30 if deal.fell_back else 100 if deal.went_forward else 60


def _weight(levels: Levels) -> int:
    return sum(WEIGHTS[part] for part in levels)


def _mean(levels: Levels) -> Fraction:
    return sum((WEIGHTS[part] * level for part, level in levels.items()), Fraction(0)) / _weight(levels)


def _pull(part: Part, levels: Levels, around: Fraction) -> Fraction:
    """How many points a part holds the mean away from `around`."""
    if part not in levels:
        return Fraction(0)
    return WEIGHTS[part] * (levels[part] - around) / _weight(levels)


def _whole(exact: Mapping[Part, Fraction], total: int) -> dict[Part, int]:
    """The exact points in whole numbers that add up to `total`: the largest remainders are rounded up.

    Both scores were rounded too, which may move the total by one; only parts that moved bear it.
    """
    moved = {part: points for part, points in exact.items() if points}
    floors = {part: int(points // 1) for part, points in moved.items()}
    short = total - sum(floors.values())
    order = sorted(moved, key=lambda part: (floors[part] - moved[part], list(WEIGHTS).index(part)))
    extra = {part: (short - place + len(order) - 1) // len(order) for place, part in enumerate(order)}
    return {part: floors[part] + extra[part] for part in moved}
