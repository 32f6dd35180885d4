from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.core.errors import RuleBroken
from saphan.core.period import (
    Period,
    day_of,
    elapsed_part,
    from_micros,
    last_periods,
    local_date,
    month_of,
    parse_period,
    period_name,
    previous_period,
    quarter_of,
    same_period_last_year,
    start_of_day,
    to_micros,
    week_of,
    year_of,
)

TODAY = date(2026, 5, 20)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
ZONES = st.sampled_from(
    ["UTC", "Asia/Bangkok", "Asia/Shanghai", "America/Sao_Paulo", "America/Havana", "Asia/Beirut"]
)


def span(first: str, after: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(after))


def test_an_instant_belongs_to_the_day_of_the_workspace():
    late = to_micros(datetime(2026, 5, 20, 18, 30, tzinfo=UTC))
    assert local_date(late, ZoneInfo("Asia/Bangkok")) == date(2026, 5, 21)
    assert local_date(late, UTC) == TODAY
    assert from_micros(late) == datetime(2026, 5, 20, 18, 30, tzinfo=UTC)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(RuleBroken, match=r"instant\.without_zone"):
        to_micros(datetime(2026, 5, 20))  # noqa: DTZ001 - the point of the test


def test_a_day_whose_midnight_is_skipped_begins_at_the_jump():
    begin = start_of_day(date(2018, 11, 4), ZoneInfo("America/Sao_Paulo"))
    assert from_micros(begin) == datetime(2018, 11, 4, 3, tzinfo=UTC)  # 01:00 local, the first there is


def test_a_day_with_two_midnights_begins_at_the_first():
    begin = start_of_day(date(2018, 11, 4), ZoneInfo("America/Havana"))
    assert from_micros(begin) == datetime(2018, 11, 4, 4, tzinfo=UTC)


@given(DAYS, ZONES)
def test_the_first_instant_of_a_day_is_in_it_and_the_one_before_is_not(day, zone_name):
    zone = ZoneInfo(zone_name)
    begin = start_of_day(day, zone)
    assert local_date(begin, zone) == day
    assert local_date(begin - 1, zone) < day


def test_moving_the_workspace_to_another_zone_moves_days_but_not_instants():
    won_at = to_micros(datetime(2026, 3, 31, 17, 30, tzinfo=UTC))
    quarter = quarter_of(date(2026, 3, 31))
    assert local_date(won_at, UTC) in quarter
    assert local_date(won_at, ZoneInfo("Asia/Bangkok")) not in quarter


def test_a_period_is_half_open():
    may = month_of(TODAY)
    assert may == span("2026-05-01", "2026-06-01")
    assert may.last == date(2026, 5, 31)
    assert may.days == len(list(may)) == 31
    assert date(2026, 6, 1) not in may
    begin, end = may.instants(ZoneInfo("Asia/Bangkok"))
    assert end - begin == 31 * 86_400 * 10**6


def test_a_period_cannot_run_backwards():
    with pytest.raises(RuleBroken, match=r"period\.reversed"):
        span("2026-05-02", "2026-05-01")


def test_quarters_and_years_follow_the_fiscal_calendar():
    assert quarter_of(TODAY) == span("2026-04-01", "2026-07-01")
    assert quarter_of(TODAY, fiscal_start=2) == span("2026-05-01", "2026-08-01")
    assert year_of(TODAY) == span("2026-01-01", "2027-01-01")
    assert year_of(TODAY, fiscal_start=10) == span("2025-10-01", "2026-10-01")
    with pytest.raises(RuleBroken, match=r"period\.fiscal_start"):
        year_of(TODAY, fiscal_start=13)


def test_weeks_begin_on_the_chosen_day():
    assert week_of(TODAY) == span("2026-05-18", "2026-05-25")  # a Wednesday
    assert week_of(TODAY, first_weekday=6) == span("2026-05-17", "2026-05-24")


def test_the_period_before_is_as_long_in_months_or_in_days():
    assert previous_period(month_of(date(2026, 3, 5))) == span("2026-02-01", "2026-03-01")
    assert previous_period(quarter_of(date(2026, 1, 5))) == span("2025-10-01", "2026-01-01")
    assert previous_period(week_of(TODAY)) == span("2026-05-11", "2026-05-18")
    assert previous_period(span("2026-05-11", "2026-05-21")) == span("2026-05-01", "2026-05-11")


def test_the_same_period_last_year_keeps_its_days():
    assert same_period_last_year(quarter_of(TODAY)) == span("2025-04-01", "2025-07-01")
    assert same_period_last_year(month_of(date(2025, 2, 1))) == span("2024-02-01", "2024-03-01")


def test_29_february_has_an_empty_base_and_its_neighbours_keep_theirs():
    before, leap, after = (
        same_period_last_year(day_of(date(2024, 2, 28) + timedelta(days=n))) for n in range(3)
    )
    assert before == day_of(date(2023, 2, 28))
    assert leap.days == 0
    assert after == day_of(date(2023, 3, 1))


@given(DAYS, DAYS, DAYS)
def test_neighbouring_periods_have_neighbouring_bases(one, two, three):
    first, middle, last = sorted([one, two, three])
    left, right = same_period_last_year(Period(first, middle)), same_period_last_year(Period(middle, last))
    assert left.end == right.start
    assert same_period_last_year(Period(first, last)) == Period(left.start, right.end)


def test_a_running_period_is_compared_with_the_same_number_of_days():
    quarter, base = quarter_of(TODAY), quarter_of(date(2026, 2, 1))
    assert quarter.to_date(TODAY).days == 50  # 30 in April, 20 in May
    assert elapsed_part(quarter, base, TODAY) == span("2026-01-01", "2026-02-20")
    assert elapsed_part(quarter, base, date(2026, 6, 30)) == base
    assert elapsed_part(quarter, base, date(2026, 3, 31)).days == 0


def test_a_shorter_base_is_never_overrun():
    january, february = month_of(date(2026, 1, 1)), month_of(date(2026, 2, 1))
    assert elapsed_part(january, february, date(2026, 1, 30)) == february


def test_thirteen_months_end_with_this_one():
    months = last_periods(month_of(TODAY), 13)
    assert len(months) == 13
    assert months[0] == month_of(date(2025, 5, 1))
    assert months[-1] == month_of(TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017", span("2017-01-01", "2018-01-01")),
        ("2017-Q2", span("2017-04-01", "2017-07-01")),
        ("2017q4", span("2017-10-01", "2018-01-01")),
        ("2017-04", span("2017-04-01", "2017-05-01")),
        ("2020-W53", span("2020-12-28", "2021-01-04")),
        ("2017-04-15", span("2017-04-15", "2017-04-16")),
        ("2017-04-01..2017-06-30", span("2017-04-01", "2017-07-01")),
        ("FY2026", span("2025-10-01", "2026-10-01")),
        ("FY2026-Q1", span("2025-10-01", "2026-01-01")),
        ("FY2026-Q4", span("2026-07-01", "2026-10-01")),
        ("today", span("2026-05-20", "2026-05-21")),
        ("yesterday", span("2026-05-19", "2026-05-20")),
        ("this_week", span("2026-05-18", "2026-05-25")),
        (" last_month ", span("2026-04-01", "2026-05-01")),
        ("this_quarter", span("2026-04-01", "2026-07-01")),
        ("last_year", span("2024-10-01", "2025-10-01")),
    ],
)
def test_a_period_is_found_by_its_name(text, expected):
    assert parse_period(text, today=TODAY, fiscal_start=10) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2017-13",
        "2017-Q5",
        "2017-W54",
        "2017-02-30",
        "2017-05-02..2017-05-01",
        "0000",
        "9999",
        "next_month",
    ],
)
def test_an_unknown_name_is_refused(text):
    with pytest.raises(RuleBroken, match=r"period\.unreadable"):
        parse_period(text, today=TODAY)


@given(DAYS, DAYS, st.integers(1, 12))
def test_every_period_has_a_name_that_reads_back(one, two, fiscal_start):
    first, last = sorted([one, two])
    for period in (
        Period(first, last + timedelta(days=1)),
        month_of(first),
        year_of(first),
        quarter_of(first),
        year_of(first, fiscal_start),
        quarter_of(first, fiscal_start),
    ):
        name = period_name(period, fiscal_start=fiscal_start)
        assert parse_period(name, today=TODAY, fiscal_start=fiscal_start) == period


@given(DAYS, st.integers(1, 12))
def test_quarters_tile_their_fiscal_year(day, fiscal_start):
    year = year_of(day, fiscal_start)
    quarters = last_periods(quarter_of(year.last, fiscal_start), 4)
    assert day in year
    assert (quarters[0].start, quarters[-1].end) == (year.start, year.end)
