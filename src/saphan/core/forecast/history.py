"""What happened to deals, in columns, and how they stood on any day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING, TypeAlias

from saphan.core.late import np

if TYPE_CHECKING:
    import numpy.typing as npt

Ints: TypeAlias = "npt.NDArray[np.int64]"
Floats: TypeAlias = "npt.NDArray[np.float64]"
Flags: TypeAlias = "npt.NDArray[np.bool_]"

NOTHING = -(2**62)  # stands where nobody has named an amount or a date
WEEK = 7
_DAYS = 22  # bits for a day number; deals are counted above them


class Attribute(IntEnum):
    """What an event changes."""

    STATUS = 0
    STAGE = 1
    AMOUNT = 2
    EXPECTED = 3
    KIND = 4
    OWNER = 5
    CATEGORY = 6


OPEN, WON, LOST = 0, 1, 2
OMITTED, PIPELINE, BEST_CASE, COMMIT = 0, 1, 2, 3


@dataclass(frozen=True)
class Timeline:
    """One attribute of all deals through time. A day shows what was true at its start."""

    key: Ints
    value: Ints

    def at(self, deals: Ints, days: Ints) -> Ints:
        """The value of each deal at the start of each day; NOTHING before it had one."""
        place, known = self._places(deals, days)
        return (
            np.where(known, self.value[place], NOTHING) if len(self.value) else np.full(len(deals), NOTHING)
        )

    def since(self, deals: Ints, days: Ints) -> Ints:
        """The day on which the value of that moment came into force; NOTHING before there was one."""
        if not len(self.value):
            return np.full(len(deals), NOTHING)
        place, known = self._places(deals, days)
        return np.where(known, self.key[place] & ((1 << _DAYS) - 1), NOTHING)

    def _places(self, deals: Ints, days: Ints) -> tuple[Ints, Flags]:
        place = np.searchsorted(self.key, (deals << _DAYS) | days, side="left").astype(np.int64) - 1
        known = place >= 0
        place = np.maximum(place, 0)
        if len(self.key):
            known &= (self.key[place] >> _DAYS) == deals
        return place, known


@dataclass(frozen=True)
class History:
    """Events of deals in the order in which they took effect. Days are counted from 1970-01-01.

    `day` is when it was true in the business, `known` when we learned it. Deals are numbered from 0.
    Amounts are minor units of one currency.
    """

    deal: Ints
    attribute: Ints
    day: Ints
    known: Ints
    value: Ints
    deals: int
    _timelines: dict[Attribute, Timeline] = field(default_factory=dict, compare=False, repr=False)

    def as_of(self, day: int) -> History:
        """What was true and known at the start of `day`."""
        mask = (self.day < day) & (self.known < day)
        return self._where(mask)

    def of(self, deals: Flags) -> History:
        """Only these deals; their numbers stay."""
        return self._where(deals[self.deal])

    def timeline(self, attribute: Attribute) -> Timeline:
        """One attribute of all deals."""
        if attribute not in self._timelines:
            mask = self.attribute == attribute
            deal, day, value = self.deal[mask], self.day[mask], self.value[mask]
            order = np.lexsort((day, deal))  # stable: within a day the later event stays last
            self._timelines[attribute] = Timeline((deal[order] << _DAYS) | day[order], value[order])
        return self._timelines[attribute]

    def at(self, attribute: Attribute, deals: Ints, days: Ints) -> Ints:
        """The value of an attribute for each pair of deal and day."""
        return self.timeline(attribute).at(deals, days)

    def born(self) -> Ints:
        """The first day of each deal; NOTHING for deals without events."""
        first = np.full(self.deals, np.iinfo(np.int64).max)
        np.minimum.at(first, self.deal, self.day)
        return np.where(first == np.iinfo(np.int64).max, NOTHING, first)

    def open_at(self, day: int) -> Ints:
        """Deals that are open at the start of `day`."""
        everyone = np.arange(self.deals)
        return np.flatnonzero(self.at(Attribute.STATUS, everyone, np.full(self.deals, day)) == OPEN)

    def pushes(self) -> Timeline:
        """How often the expected date of each deal had been moved out."""
        dates = self.timeline(Attribute.EXPECTED)
        deal = dates.key >> _DAYS
        before = np.concatenate([[NOTHING], dates.value[:-1]]) if len(deal) else dates.value
        same = np.concatenate([[False], deal[1:] == deal[:-1]]) if len(deal) else np.empty(0, bool)
        moved = same & (before != NOTHING) & (dates.value != NOTHING) & (dates.value > before)
        total = np.cumsum(moved)
        firsts = np.flatnonzero(~same)
        offset = np.repeat(total[firsts], np.diff([*firsts, len(deal)])) if len(deal) else total
        return Timeline(dates.key, (total - offset).astype(np.int64))

    def _where(self, mask: Flags) -> History:
        return replace(
            self, deal=self.deal[mask], attribute=self.attribute[mask], day=self.day[mask],
            known=self.known[mask], value=self.value[mask], _timelines={},
        )  # fmt: skip


def history_of(columns: Mapping[str, npt.ArrayLike], deals: int) -> History:
    """A history from plain columns: deal, attribute, day, known, value, already in their order."""
    names = ("deal", "attribute", "day", "known", "value")
    deal, attribute, day, known, value = (np.asarray(columns[name], dtype=np.int64) for name in names)
    return History(deal, attribute, day, known, value, deals)


def joined(one: History, other: History) -> History:
    """Both histories of the same deals, those of `other` after those of `one` on the same day."""
    columns = {
        name: np.concatenate([getattr(one, name), getattr(other, name)])
        for name in ("deal", "attribute", "day", "known", "value")
    }
    return history_of(columns, one.deals)


@dataclass(frozen=True)
class Wins:
    """Deals that stand as won: which, on which day, for how much."""

    deal: Ints
    day: Ints
    amount: Ints

    def between(self, start: int, end: int) -> Wins:
        """Those won on days from `start` up to but not including `end`."""
        mask = (self.day >= start) & (self.day < end)
        return Wins(self.deal[mask], self.day[mask], self.amount[mask])

    @property
    def total(self) -> int:
        """Sum of the amounts; wins without an amount add nothing."""
        return int(self.amount[self.amount != NOTHING].sum())


def wins(history: History, day: int) -> Wins:
    """The wins that stand at the start of `day`, with the amount of that moment."""
    everyone, days = np.arange(history.deals), np.full(history.deals, day)
    status = history.timeline(Attribute.STATUS)
    won = np.flatnonzero(status.at(everyone, days) == WON)
    return Wins(won, status.since(won, days[won]), history.at(Attribute.AMOUNT, won, days[won]))


def closed_count(history: History, day: int) -> int:
    """How many deals stand as won or lost at the start of `day`."""
    everyone, days = np.arange(history.deals), np.full(history.deals, day)
    return int((history.at(Attribute.STATUS, everyone, days) >= WON).sum())
