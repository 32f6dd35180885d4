from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.core.calendars import WorkCalendar, elapsed_workdays_part
from saphan.core.errors import RuleBroken
from saphan.core.period import Period, month_of

# China around Labour Day 2026: off 1 to 5 May, Saturday 9 May worked instead.
CHINA = WorkCalendar(
    holidays=frozenset(date(2026, 5, day) for day in range(1, 6)),
    makeup_workdays=frozenset({date(2026, 5, 9)}),
)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def test_a_make_up_saturday_is_worked_and_a_holiday_is_not():
    assert CHINA.is_workday(date(2026, 5, 9))
    assert not CHINA.is_workday(date(2026, 5, 4))
    assert not CHINA.is_workday(date(2026, 5, 10))


def test_working_days_step_over_the_holiday():
    assert CHINA.add(date(2026, 4, 30), 1) == date(2026, 5, 6)
    assert CHINA.add(date(2026, 5, 8), 1) == date(2026, 5, 9)
    assert CHINA.add(date(2026, 5, 6), -1) == date(2026, 4, 30)
    assert CHINA.add(date(2026, 5, 3), 0) == date(2026, 5, 3)
    assert CHINA.on_or_after(date(2026, 5, 2)) == date(2026, 5, 6)
    assert CHINA.on_or_before(date(2026, 5, 4)) == date(2026, 4, 30)


def test_may_has_nineteen_working_days_in_china():
    assert CHINA.count(month_of(date(2026, 5, 1))) == 19  # 21 weekdays − 3 on holiday + 1 Saturday


def test_a_calendar_without_any_workday_is_refused():
    with pytest.raises(RuleBroken, match=r"calendar\.no_workday"):
        WorkCalendar(weekend=frozenset(range(7)))


def test_a_running_month_is_compared_by_working_days():
    may, april, june = (month_of(date(2026, month, 1)) for month in (5, 4, 6))
    # 6, 7, 8 and 9 May are worked; the fourth working day of June is Thursday the 4th.
    assert elapsed_workdays_part(may, june, date(2026, 5, 9), CHINA) == Period(june.start, date(2026, 6, 5))
    assert elapsed_workdays_part(may, june, date(2026, 5, 3), CHINA).days == 0
    assert elapsed_workdays_part(may, june, date(2026, 5, 31), CHINA) == june
    first_week_of_may = Period(may.start, date(2026, 5, 8))
    assert elapsed_workdays_part(april, first_week_of_may, date(2026, 4, 29), CHINA) == first_week_of_may


@given(DAYS, st.integers(0, 400), st.sets(DAYS, max_size=20), st.sets(DAYS, max_size=20))
def test_counting_agrees_with_looking_at_every_day(start, length, holidays, makeup):
    calendar = WorkCalendar(frozenset(holidays), frozenset(makeup))
    period = Period(start, start + timedelta(days=length))
    assert calendar.count(period) == len(list(calendar.workdays(period)))


@given(DAYS, st.integers(1, 60))
def test_going_forth_and_back_ends_on_the_same_workday(day, workdays):
    begin = CHINA.on_or_after(day)
    assert CHINA.add(CHINA.add(begin, workdays), -workdays) == begin
