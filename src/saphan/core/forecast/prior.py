"""What a workspace supposes about its stages before it has a history of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saphan.core.forecast.history import Floats
from saphan.core.late import np

DEFAULT_STAGE_WEEKS = 3.0
_SLOWEST = 104.0


@dataclass(frozen=True)
class StageBelief:
    """One stage as its workspace set it up: chance of winning from here, weeks one stays, the stage after it.

    `next_stage` is an index into the same list, None for the last stage of its pipeline.
    """

    win_chance: float
    next_stage: int | None
    weeks: float | None = None


def weekly_rates(beliefs: Sequence[StageBelief], median_cycle_weeks: float | None = None) -> Floats:
    """Weekly chances (win, lose, move on) per stage that agree with the stage table.

    A stage is left after its own weeks, or its share of the median cycle, once a week on average. Of those
    who leave, chance ÷ chance of the next stage move on and the rest lose; the last stage wins by its chance.
    """
    share = median_cycle_weeks / max(1, len(beliefs)) if median_cycle_weeks else None
    rates = np.zeros((len(beliefs), 3))
    for place, belief in enumerate(beliefs):
        weeks = belief.weeks or share or DEFAULT_STAGE_WEEKS
        leave = 1.0 / min(max(weeks, 1.0), _SLOWEST)
        chance = min(max(belief.win_chance, 0.0), 1.0)
        if belief.next_stage is None:
            rates[place] = leave * chance, leave * (1 - chance), 0.0
        else:
            following = beliefs[belief.next_stage].win_chance
            goes_on = min(1.0, chance / following) if following > 0 else 1.0
            rates[place] = 0.0, leave * (1 - goes_on), leave * goes_on
    return rates
