"""How long contracts run and when something is owed by them: every date here was counted on a calendar."""

from __future__ import annotations

from datetime import date

import pytest

from saphan.core.contracts import (
    DUTY_MOVES,
    MOVES,
    Due,
    Every,
    Renewal,
    Terms,
    Unit,
    check_end,
    dates_of,
    due_days,
    extensions_by,
    goes_on,
    months_on,
    term_ends,
    version_in_force,
)
from saphan.core.errors import RuleBroken
from saphan.core.period import Period
from saphan.core.stages import check_move

YEAR_2026 = Terms(date(2026, 1, 1), date(2026, 12, 31), Renewal.AUTOMATIC, 12, 30)
SPAN = Period(date(2026, 1, 1), date(2027, 1, 1))


def days(due: Due, span: Period = SPAN, runs_until: date | None = None) -> list[str]:
    return [day.isoformat() for day in due_days(due, span, runs_until)]


def refused(code: str, act: object, *arguments: object) -> None:
    with pytest.raises(RuleBroken) as refusal:
        act(*arguments)  # type: ignore[operator]
    assert refusal.value.code == code


def test_a_month_later_is_the_last_day_of_a_shorter_month_and_does_not_drift() -> None:
    first = date(2026, 1, 31)
    assert [months_on(first, n).isoformat() for n in (1, 2, 3, 25)] == [
        "2026-02-28", "2026-03-31", "2026-04-30", "2028-02-29",
    ]  # fmt: skip
    assert months_on(date(2026, 3, 31), -1) == date(2026, 2, 28)


def test_the_last_day_to_give_notice_leaves_the_whole_period_behind_it() -> None:
    # 30 days before 31 December: the 2nd to the 31st of December are thirty days.
    assert dates_of(YEAR_2026) == (date(2026, 12, 31), date(2026, 12, 1))
    months = Terms(date(2026, 1, 1), date(2026, 12, 31), Renewal.AUTOMATIC, 12, 3, Unit.MONTHS)
    assert dates_of(months).notice_by == date(2026, 9, 30)
    february = Terms(date(2026, 1, 1), date(2026, 3, 31), Renewal.AGREEMENT, None, 1, Unit.MONTHS)
    assert dates_of(february).notice_by == date(2026, 2, 28)


def test_an_automatic_extension_moves_both_dates_by_its_months() -> None:
    assert dates_of(YEAR_2026, 1) == (date(2027, 12, 31), date(2027, 12, 1))
    monthly = Terms(date(2026, 1, 1), date(2026, 1, 30), Renewal.AUTOMATIC, 1, 7)
    # The first term is over on the 31st of January; the next ones end the day before the 28th, 31st, 30th.
    assert [term_ends(monthly, n) for n in (1, 2, 3)] == [date(2026, 2, 27), date(2026, 3, 30), date(2026, 4, 29)]  # fmt: skip


def test_extensions_are_counted_up_to_the_day_that_asks() -> None:
    counted = [extensions_by(YEAR_2026, date(*day)) for day in ((2026, 12, 31), (2027, 1, 1), (2029, 6, 1))]
    assert counted == [0, 1, 3]
    once = Terms(date(2026, 1, 1), date(2026, 12, 31))
    assert (extensions_by(once, date(2029, 1, 1)), goes_on(once, None)) == (0, False)
    assert goes_on(YEAR_2026, None)
    assert not goes_on(YEAR_2026, date(2026, 5, 1))


def test_notice_in_time_ends_the_running_term_and_late_notice_the_next_one() -> None:
    in_time, late = date(2026, 12, 1), date(2026, 12, 2)
    assert dates_of(YEAR_2026, 0, in_time) == (date(2026, 12, 31), None)
    assert extensions_by(YEAR_2026, date(2028, 1, 1), in_time) == 0
    assert dates_of(YEAR_2026, 0, late) == (date(2027, 12, 31), None)
    assert extensions_by(YEAR_2026, date(2029, 1, 1), late) == 1


def test_an_open_ended_contract_runs_for_the_period_of_its_notice() -> None:
    open_ended = Terms(date(2026, 1, 1), None, notice=2, unit=Unit.MONTHS)
    assert dates_of(open_ended) == (None, None)
    assert dates_of(open_ended, 0, date(2026, 6, 30)) == (date(2026, 8, 30), None)
    assert goes_on(open_ended, None)


def test_a_contract_that_simply_ends_has_no_deadline() -> None:
    assert dates_of(Terms(date(2026, 1, 1), date(2026, 6, 30), notice=30)) == (date(2026, 6, 30), None)


def test_terms_that_cannot_be_agreed_are_refused() -> None:
    start = date(2026, 1, 1)
    refused("contract.ends_before_start", Terms(start, date(2025, 12, 31)).check)
    refused("contract.renewal_incomplete", Terms(start, date(2026, 2, 1), Renewal.AUTOMATIC).check)
    refused("contract.renewal_incomplete", Terms(start, None, Renewal.AUTOMATIC, 12).check)
    refused("contract.bad_notice", Terms(start, notice=-1).check)
    Terms(start, start).check()


def test_recurring_duties_stay_inside_the_term_and_at_the_end_of_the_month() -> None:
    report = Due(Every.MONTH, date(2026, 1, 31))
    assert days(report, Period(date(2026, 1, 31), date(2026, 4, 30))) == ["2026-01-31", "2026-02-28", "2026-03-31"]  # fmt: skip
    assert days(report, Period(date(2026, 4, 30), date(2026, 5, 1))) == ["2026-04-30"]
    assert days(Due(Every.QUARTER, date(2025, 11, 30))) == ["2026-02-28", "2026-05-30", "2026-08-30", "2026-11-30"]  # fmt: skip
    assert days(Due(Every.YEAR, date(2024, 2, 29))) == ["2026-02-28"]
    assert days(Due(Every.ONCE, date(2026, 5, 1))) == ["2026-05-01"]
    assert days(Due(Every.ONCE, date(2027, 1, 1))) == []


def test_a_duty_before_the_end_counts_back_from_the_last_day_of_the_term() -> None:
    plan = Due(Every.BEFORE_END, days_before=60)
    assert days(plan, runs_until=date(2026, 12, 31)) == ["2026-11-01"]
    assert days(plan) == []
    assert days(plan, Period(date(2026, 11, 2), date(2027, 1, 1)), date(2026, 12, 31)) == []
    refused("clause.no_due_day", Due(Every.BEFORE_END).check)
    refused("clause.no_due_day", Due(Every.MONTH).check)


def test_only_the_moves_of_the_tables_are_allowed() -> None:
    standings = ("draft", "in_talks", "signed", "ended")
    allowed = {(a, b) for a in standings for b in standings if b in MOVES[a]}
    assert allowed == {
        ("draft", "in_talks"), ("draft", "signed"), ("in_talks", "draft"), ("in_talks", "signed"),
        ("in_talks", "ended"), ("signed", "ended"),
    }  # fmt: skip
    check_end("signed", "expired")
    refused("contract.wrong_end", check_end, "in_talks", "terminated")
    refused("contract.wrong_end", check_end, "signed", "not_agreed")
    refused("stage.move_not_allowed", check_end, "draft", "not_agreed")
    refused("stage.move_not_allowed", check_move, "met", "breached", DUTY_MOVES)
    check_move("breached", "waived", DUTY_MOVES)


def test_the_version_in_force_is_the_one_that_took_effect_last() -> None:
    versions = {1: date(2026, 1, 1), 2: date(2026, 7, 1), 3: date(2026, 7, 1)}
    asked = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [version_in_force(versions, day) for day in asked] == [None, 1, 1, 3]
