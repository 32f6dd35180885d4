"""Calendar days of a workspace as whole numbers, for millions of instants at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

from saphan.core.late import np
from saphan.core.period import Micros

if TYPE_CHECKING:
    import numpy.typing as npt

Integers: TypeAlias = "npt.NDArray[np.int64]"
_EPOCH = date(1970, 1, 1)
_DAY = 86_400_000_000


def day_number(day: date) -> int:
    """Days from 1970-01-01 to `day`."""
    return (day - _EPOCH).days


def day_of_number(number: int) -> date:
    """The day that is `number` days after 1970-01-01."""
    return _EPOCH + timedelta(days=number)


class DayNumbers:
    """Day numbers by the first instant of each day, which is looked up once and kept."""

    def __init__(self, start_of: Callable[[date], Micros]) -> None:
        self._start_of = start_of
        self._first = 0
        self._starts: Integers = np.empty(0, dtype=np.int64)

    def of(self, instants: Integers) -> Integers:
        """The day number of each instant (UTC microseconds)."""
        if not len(instants):
            return np.empty(0, dtype=np.int64)
        self._cover(int(instants.min()), int(instants.max()))
        places: Integers = np.searchsorted(self._starts, instants, side="right").astype(np.int64)
        return places - 1 + self._first

    def _cover(self, earliest: Micros, latest: Micros) -> None:
        """No zone is a whole day away from UTC, so a day more on either side is enough."""
        first, last = earliest // _DAY - 1, latest // _DAY + 1
        if len(self._starts):
            first, last = min(first, self._first), max(last, self._first + len(self._starts) - 1)
            if first == self._first and last == self._first + len(self._starts) - 1:
                return
        numbers = range(first, last + 1)
        starts = (self._start_of(day_of_number(number)) for number in numbers)
        self._first, self._starts = first, np.fromiter(starts, dtype=np.int64, count=len(numbers))
