from __future__ import annotations

from datetime import date, timedelta

import pytest

from saphan.core.kpi import Reason, ql_conversion, ql_count
from saphan.core.kpi.leads import LeadEvent, episodes
from saphan.core.kpi.ql_conversion import QualifiedLead
from tests.core.kpi.story import JANUARY, Q1, at, day, percent


def event(seq: int, lead: int, on: date | str, qualified: bool = True) -> LeadEvent:
    happened = day(on) if isinstance(on, str) else on
    return LeadEvent(lead, seq, at(happened), happened, qualified)


STORY = [
    event(1, 1, "01-03"),
    event(2, 2, "01-09"),
    event(3, 2, "01-12", qualified=False),
    event(4, 2, "01-20"),
    event(5, 3, "02-02"),
]


def counted(events, period=JANUARY, **choices):
    return ql_count.reduce(ql_count.rows(episodes(events, **choices), period))


def test_a_lead_qualified_twice_in_a_month_counts_once():
    assert counted(STORY).value == 2
    assert counted(STORY, Q1).value == 3


def test_a_later_disqualification_does_not_subtract_but_is_shown():
    answer = counted(STORY[:3])
    assert answer.value == 2
    assert answer.companions["disqualified_later"].value == 1
    assert counted(STORY).companions["disqualified_later"].value == 0  # qualified again since


@pytest.mark.parametrize(("quiet", "expected"), [(179, 1), (180, 2), (400, 2)])
def test_a_new_episode_needs_a_refusal_and_180_quiet_days(quiet, expected):
    refused = day("01-10")
    events = [event(1, 1, "01-03"), event(2, 1, refused, False), event(3, 1, refused + timedelta(days=quiet))]
    assert len(list(episodes(events))) == expected


def test_without_a_refusal_no_gap_begins_a_new_episode():
    assert len(list(episodes([event(1, 1, "01-03"), event(2, 1, "12-03")]))) == 1


def test_another_refusal_starts_the_quiet_time_anew():
    first, again = day("01-10"), day("01-10") + timedelta(days=100)
    events = [event(1, 1, "01-03"), event(2, 1, first, False), event(3, 1, again, False)]
    assert len(list(episodes([*events, event(4, 1, first + timedelta(days=200))]))) == 1
    assert len(list(episodes([*events, event(4, 1, again + timedelta(days=180))]))) == 2


def test_merged_leads_count_once_at_the_earliest_date():
    events = [event(1, 8, "02-20"), event(2, 9, "01-30"), event(3, 7, "03-01")]
    (only,) = episodes(events, merged_into={7: 9, 9: 8})
    assert (only.lead_id, only.qualified_on) == (8, day("01-30"))


def test_a_refusal_of_a_lead_that_never_qualified_is_no_episode():
    assert list(episodes([event(1, 1, "01-03", qualified=False)])) == []


def test_events_may_arrive_in_any_order():
    assert list(episodes(STORY[::-1])) == list(episodes(STORY))[::-1]


def lead(number: int, on: str, converted_on_day: int | None) -> QualifiedLead:
    begun = day(on)
    converted = None if converted_on_day is None else begun + timedelta(days=converted_on_day)
    return QualifiedLead(number, number, at(begun), begun, converted)


COHORT = [lead(1, "01-05", 10), lead(2, "01-12", 40), lead(3, "01-20", 95), lead(4, "01-31", None)]


def conversion(known_on: str, leads=COHORT, **choices: int):
    return ql_conversion.reduce(ql_conversion.rows(leads, JANUARY, day(known_on), **choices))


def test_half_of_the_january_cohort_converted_within_ninety_days():
    answer = conversion("06-01")
    assert (answer.num, answer.den) == (2, 4)
    assert percent(answer.value) == 50.0
    assert (percent(answer.interval.low), percent(answer.interval.high)) == (15.0, 85.0)


def test_asked_on_1_march_the_cohort_is_immature_until_1_may():
    answer = conversion("03-01")
    assert (answer.value, answer.reason) == (None, Reason.IMMATURE)
    assert answer.until == date(2026, 5, 1)
    assert answer.excluded == {"immature": 4}


def test_while_the_cohort_ripens_both_sides_hold_only_matured_leads():
    answer = conversion("04-15")  # leads 1 and 2 have had their ninety days
    assert (answer.num, answer.den, answer.until) == (2, 2, date(2026, 5, 1))
    assert conversion("05-01").until is None


@pytest.mark.parametrize(("on_day", "converted"), [(90, 1), (91, 0)])
def test_day_ninety_still_counts(on_day, converted):
    assert conversion("12-31", [lead(1, "01-05", on_day)]).num == converted


def test_a_lead_qualified_in_february_is_not_of_the_january_cohort():
    assert conversion("12-31", [*COHORT, lead(5, "02-01", 3)]).den == 4


def test_a_longer_window_is_a_choice():
    assert conversion("12-31", window_days=120).num == 3


def test_a_month_without_qualified_leads_has_no_denominator():
    assert conversion("12-31", []).reason is Reason.NO_DENOMINATOR
