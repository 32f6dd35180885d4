"""Contracts: how long one runs, until when it can be stopped, and on which days something is owed by it.

Terms are half-open inside: from `starts_on` up to but not including the day after `last_day`. Month-end rule: so many
months later is the same day of that month, and its last day where it is shorter, always counted from the first date
and never from a shortened one, so that nothing drifts: 31 January, 28 February, 31 March.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count
from typing import NamedTuple

from saphan.core.errors import RuleBroken
from saphan.core.period import Period
from saphan.core.stages import Moves, check_move

DAY = timedelta(days=1)
LONGEST = 1_200  # months: nothing is agreed for more than a hundred years


class Standing(StrEnum):
    """How a contract stands."""

    DRAFT = "draft"
    IN_TALKS = "in_talks"
    SIGNED = "signed"
    ENDED = "ended"


class End(StrEnum):
    """Why a contract is over."""

    EXPIRED = "expired"
    TERMINATED = "terminated"
    REPLACED = "replaced"
    NOT_AGREED = "not_agreed"


class Renewal(StrEnum):
    """What happens at the end of a term."""

    NONE = "none"
    AUTOMATIC = "automatic"  # it goes on by so many months unless somebody gives notice in time
    AGREEMENT = "agreement"  # it goes on only if both sides say so


class Unit(StrEnum):
    """What a period of notice is counted in."""

    DAYS = "days"
    MONTHS = "months"


class Every(StrEnum):
    """When something is owed."""

    ONCE = "once"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    BEFORE_END = "before_end"


class DutyState(StrEnum):
    """How a duty stands."""

    OPEN = "open"
    MET = "met"
    BREACHED = "breached"
    WAIVED = "waived"


# Read aloud: a draft goes into talks or is signed at once; talks lead back to a draft, to a signature, or to nothing.
# What is signed changes by amendments and ends once.
MOVES: Moves[str] = {
    Standing.DRAFT: frozenset({Standing.IN_TALKS, Standing.SIGNED}),
    Standing.IN_TALKS: frozenset({Standing.DRAFT, Standing.SIGNED, Standing.ENDED}),
    Standing.SIGNED: frozenset({Standing.ENDED}),
    Standing.ENDED: frozenset(),
}
ENDS: dict[str, frozenset[str]] = {
    Standing.IN_TALKS: frozenset({End.NOT_AGREED}),
    Standing.SIGNED: frozenset({End.EXPIRED, End.TERMINATED, End.REPLACED}),
}
# Read aloud: what is open is met, breached or waived; a breach may be made good or forgiven. The rest is undone only.
DUTY_MOVES: Moves[str] = {
    DutyState.OPEN: frozenset({DutyState.MET, DutyState.BREACHED, DutyState.WAIVED}),
    DutyState.BREACHED: frozenset({DutyState.MET, DutyState.WAIVED}),
    DutyState.MET: frozenset(),
    DutyState.WAIVED: frozenset(),
}
STEPS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}


@dataclass(frozen=True)
class Terms:
    """What was agreed about time. Without a `last_day` it is open-ended; `notice` counts `unit`s."""

    starts_on: date
    last_day: date | None = None
    renewal: Renewal = Renewal.NONE
    renewal_months: int | None = None
    notice: int | None = None
    unit: Unit = Unit.DAYS

    def check(self) -> None:
        """Raise unless this can be agreed.

        Raises RuleBroken("contract.ends_before_start" | "contract.renewal_incomplete" | "contract.bad_notice").
        """
        if self.last_day is not None and self.last_day < self.starts_on:
            raise RuleBroken("contract.ends_before_start", field="last_day", on=self.starts_on)
        if self.renewal == Renewal.AUTOMATIC and (
            self.last_day is None or not 1 <= (self.renewal_months or 0) <= LONGEST
        ):
            raise RuleBroken("contract.renewal_incomplete", field="renewal_months")
        if self.notice is not None and not 0 <= self.notice <= LONGEST:
            raise RuleBroken("contract.bad_notice", field="notice")


class Dates(NamedTuple):
    """What follows from the terms: the last day of the term now running, and the last day to give notice for it."""

    runs_until: date | None
    notice_by: date | None


@dataclass(frozen=True)
class Due:
    """When something is owed: on `on`, every so often from `on`, or `days_before` the last day of the term."""

    every: Every
    on: date | None = None
    days_before: int | None = None

    def check(self) -> None:
        """Raises RuleBroken("clause.no_due_day")."""
        if self.every == Every.BEFORE_END:
            if self.days_before is None:
                raise RuleBroken("clause.no_due_day", field="days_before")
        elif self.on is None:
            raise RuleBroken("clause.no_due_day", field="due_on")


def months_on(day: date, months: int) -> date:
    """So many months later (earlier where negative); the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def term_ends(terms: Terms, extensions: int) -> date | None:
    """The last day after so many automatic extensions; None for an open-ended contract."""
    if terms.last_day is None or not extensions:
        return terms.last_day
    return months_on(terms.last_day + DAY, extensions * (terms.renewal_months or 0)) - DAY


def notice_deadline(terms: Terms, ends: date) -> date:
    """The last day on which notice still reaches the term that ends on `ends`: a full period lies behind it.

    30 days before 31 December is 1 December: thirty days follow it. Where a month is too short it is earlier, never later.
    """
    if not terms.notice:
        return ends
    return ends - terms.notice * DAY if terms.unit == Unit.DAYS else months_on(ends, -terms.notice)


def extensions_by(terms: Terms, day: date, notice_on: date | None = None) -> int:
    """How often the contract has gone on by itself until `day` is inside its term; notice in time stops that."""
    if terms.renewal != Renewal.AUTOMATIC or terms.last_day is None:
        return 0
    for known in count():
        ends = term_ends(terms, known) or day
        is_stopped = notice_on is not None and notice_on <= notice_deadline(terms, ends)
        if ends >= day or is_stopped:
            return known
    raise AssertionError


def dates_of(terms: Terms, extensions: int = 0, notice_on: date | None = None) -> Dates:
    """The dates of the term now running.

    Without notice an open-ended contract has neither; with it, it runs for the period of notice. Nothing has to be
    said in time about a contract that simply ends, nor once notice is given.
    """
    if terms.last_day is None:
        return Dates(_after_notice(terms, notice_on) if notice_on else None, None)
    if notice_on is not None and terms.renewal == Renewal.AUTOMATIC:
        stops = next(k for k in count(extensions) if notice_on <= notice_deadline(terms, _ends(terms, k)))
        return Dates(term_ends(terms, stops), None)
    ends = _ends(terms, extensions)
    asks = terms.renewal == Renewal.AUTOMATIC or (
        terms.renewal == Renewal.AGREEMENT and terms.notice is not None
    )
    return Dates(ends, notice_deadline(terms, ends) if asks and notice_on is None else None)


def goes_on(terms: Terms, notice_on: date | None) -> bool:
    """Whether a new term begins by itself when the running one is over."""
    return terms.last_day is None or (terms.renewal == Renewal.AUTOMATIC and notice_on is None)


def due_days(due: Due, span: Period, runs_until: date | None = None) -> Iterator[date]:
    """The days inside `span` (half-open) on which it is due, in their order.

    `runs_until` is the last day of the term, which a duty before the end counts back from.
    """
    if due.every == Every.BEFORE_END:
        if runs_until is not None and (day := runs_until - (due.days_before or 0) * DAY) in span:
            yield day
        return
    if due.on is None:
        return
    step = STEPS.get(due.every, 0)
    for number in count():
        day = months_on(due.on, number * step)
        if day >= span.end:
            return
        if day in span:
            yield day
        if not step:
            return


def check_end(standing: str, reason: str) -> None:
    """Raise unless a contract that stands so may end for this reason.

    Raises RuleBroken("stage.move_not_allowed" | "contract.wrong_end").
    """
    check_move(standing, Standing.ENDED, MOVES)
    if reason not in ENDS[standing]:
        raise RuleBroken("contract.wrong_end", field="end_reason", reason=reason)


def version_in_force(effective: dict[int, date], day: date) -> int | None:
    """The number of the version that holds on `day`, of versions by the day each takes effect; None before the first."""
    begun = [(on, number) for number, on in effective.items() if on <= day]
    return max(begun)[1] if begun else None


def _ends(terms: Terms, extensions: int) -> date:
    ends = term_ends(terms, extensions)
    assert ends is not None  # noqa: S101  only asked of contracts with a last day
    return ends


def _after_notice(terms: Terms, notice_on: date) -> date:
    notice = terms.notice or 0
    return notice_on + notice * DAY if terms.unit == Unit.DAYS else months_on(notice_on, notice)
