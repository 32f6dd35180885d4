"""A deal's chance to be won in the weeks that are left: exact recursions over stage and age."""

from __future__ import annotations

from collections.abc import Iterator

from saphan.core.forecast.hazard import Hazards, limited
from saphan.core.forecast.history import NOTHING, WEEK, Floats, Ints
from saphan.core.forecast.weeks import (
    FACTORS,
    LOSE,
    MOVE,
    OLDEST_AGE,
    WIN,
    Standing,
    bucket,
    date_level,
    phase_level,
)
from saphan.core.late import np

AGES = OLDEST_AGE + 1
_TOGETHER = 200  # kinds of deals worked out at a time, which bounds the memory
_FAR = 10  # weeks to a stated date from which on it is all one


def win_chances(hazards: Hazards, at: Standing, days: int, fiscal_start: int) -> Floats:
    """P(won within `days` days) of each row, by V_w(s, a) = win + Σ move·V_{w+1}(s', 0) + stay·V_{w+1}(s, a+1).

    The stated date comes nearer and passes as the weeks go by; a last part of a week counts for its part.
    """
    return _chances(hazards, at, list(_weeks(days)), fiscal_start, every=False)[:, 0]


def win_curves(hazards: Hazards, at: Standing, days: int, fiscal_start: int) -> Floats:
    """P(won by the end of each week ahead) of each row, the last column the whole horizon."""
    return _chances(hazards, at, list(_weeks(days)), fiscal_start, every=True)


def _chances(
    hazards: Hazards, at: Standing, weeks: list[tuple[int, float]], fiscal_start: int, *, every: bool
) -> Floats:
    """A column for the whole horizon, or one for each of its weeks, worked out once for all rows that are alike."""
    firsts, alike = _alike(at, len(weeks))
    horizons = range(1, len(weeks) + 1) if every else [len(weeks)]
    found = np.zeros((len(at), len(horizons)))
    for start in range(0, len(firsts), _TOGETHER):
        rows = at.where(firsts[start : start + _TOGETHER])
        here = np.flatnonzero((alike >= start) & (alike < start + _TOGETHER))
        cell = alike[here] - start, at.stage[here], at.age[here]
        rates = [_rates(hazards, rows, week, part, fiscal_start) for week, part in weeks]
        for column, horizon in enumerate(horizons):
            found[here, column] = _backwards(hazards, rates[:horizon], len(rows))[cell]
    return found


def _backwards(hazards: Hazards, rates: list[Floats], rows: int) -> Floats:
    """The chance at every stage and age, from the last week back to the first."""
    value = np.zeros((rows, len(hazards.base), AGES))
    for each in reversed(rates):
        arrived = (hazards.moves @ value[:, :, 0].T).T
        older = np.concatenate([value[:, :, 1:], value[:, :, -1:]], axis=2)
        stay = 1.0 - each.sum(axis=3)
        value = each[..., WIN] + each[..., MOVE] * arrived[:, :, None] + stay * older
    return value


def _alike(at: Standing, weeks: int) -> tuple[Ints, Ints]:
    """First rows of each kind, and the kind of every row: the same day, factors and weeks to the stated date.

    How far a date lies ahead or behind counts only as far as its level may change within the horizon.
    """
    ahead = np.clip((at.expected - at.day) // WEEK, -_FAR, _FAR + weeks)
    columns = [np.where(at.expected == NOTHING, -_FAR - 1, ahead), at.day, *at.levels[2:]]
    code = np.zeros(len(at), dtype=np.int64)
    for column in columns:
        low = column.min(initial=0)
        code = code * (column.max(initial=0) - low + 1) + column - low
    _, firsts, alike = np.unique(code, return_index=True, return_inverse=True)
    return firsts, alike


def incidence(weekly_win: Floats, weekly_lose: Floats) -> Floats:
    """P(won by the end of week 1, 2, …) in one stage with these chances by age: what Aalen-Johansen estimates."""
    surviving = np.concatenate([[1.0], np.cumprod(1.0 - weekly_win - weekly_lose)[:-1]])
    curve: Floats = np.cumsum(surviving * weekly_win)
    return curve


def _weeks(days: int) -> Iterator[tuple[int, float]]:
    """Weeks ahead with the part of each that counts."""
    whole, rest = divmod(max(0, days), WEEK)
    yield from ((week, 1.0) for week in range(whole))
    if rest:
        yield whole, rest / WEEK


def _rates(hazards: Hazards, at: Standing, week: int, part: float, fiscal_start: int) -> Floats:
    """Chances by row, stage, age and exit for one week ahead."""
    factor = np.ones((len(at), LOSE + 2))
    levels = _levels_ahead(at, week, fiscal_start)
    for place, name in enumerate(FACTORS):
        if name in hazards.multipliers:
            factor = factor * hazards.multipliers[name][levels[place]]
    by_age = hazards.base[:, bucket(np.arange(AGES)), :]
    return limited(by_age[None] * factor[:, None, None, :]) * part


def _levels_ahead(at: Standing, week: int, fiscal_start: int) -> Ints:
    """Date and phase move on; the rest stays as it is."""
    day = at.day + WEEK * week
    levels = at.levels.copy()
    levels[0] = date_level(at.expected, day)
    levels[1] = phase_level(day, fiscal_start)
    return levels
