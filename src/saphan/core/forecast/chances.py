"""A deal's chance to be won in the weeks that are left: exact recursions over stage and age."""

from __future__ import annotations

from collections.abc import Iterator

from saphan.core.forecast.hazard import Hazards, limited
from saphan.core.forecast.history import WEEK, Floats, Ints
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
_TOGETHER = 2_000  # deals worked out at a time, which bounds the memory


def win_chances(hazards: Hazards, at: Standing, days: int, fiscal_start: int) -> Floats:
    """P(won within `days` days) of each row, by V_w(s, a) = win + Σ move·V_{w+1}(s', 0) + stay·V_{w+1}(s, a+1).

    The stated date comes nearer and passes as the weeks go by; a last part of a week counts for its part.
    """
    found = np.zeros(len(at))
    for chunk in _chunks(len(at)):
        rows = at.where(chunk)
        value = np.zeros((len(rows), len(hazards.base), AGES))
        for week, part in reversed(list(_weeks(days))):
            rates = _rates(hazards, rows, week, part, fiscal_start)
            arrived = (hazards.moves @ value[:, :, 0].T).T
            older = np.concatenate([value[:, :, 1:], value[:, :, -1:]], axis=2)
            stay = 1.0 - rates.sum(axis=3)
            value = rates[..., WIN] + rates[..., MOVE] * arrived[:, :, None] + stay * older
        found[chunk] = value[np.arange(len(rows)), rows.stage, rows.age]
    return found


def win_curves(hazards: Hazards, at: Standing, days: int, fiscal_start: int) -> Floats:
    """P(won by the end of each week ahead) of each row, the last column the whole horizon: the same, forwards."""
    columns = []
    here = np.zeros((len(at), len(hazards.base), AGES))
    here[np.arange(len(at)), at.stage, at.age] = 1.0
    won = np.zeros(len(at))
    for week, part in _weeks(days):
        rates = _rates(hazards, at, week, part, fiscal_start)
        won = won + (here * rates[..., WIN]).sum(axis=(1, 2))
        moving = (here * rates[..., MOVE]).sum(axis=2)
        staying = here * (1.0 - rates.sum(axis=3))
        here = np.concatenate([np.zeros_like(staying[:, :, :1]), staying[:, :, :-1]], axis=2)
        here[:, :, -1] += staying[:, :, -1]
        here[:, :, 0] += moving @ hazards.moves
        columns.append(won)
    return np.stack(columns, axis=1) if columns else np.zeros((len(at), 0))


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


def _chunks(count: int) -> Iterator[slice]:
    return (slice(start, min(start + _TOGETHER, count)) for start in range(0, count, _TOGETHER))
