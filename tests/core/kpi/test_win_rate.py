from __future__ import annotations

from saphan.core.history import Event, standing_outcome
from saphan.core.kpi import Reason, missing_rate, win_rate
from saphan.core.kpi.win_rate import Decision
from saphan.core.stages import Status
from tests.core.kpi.story import Q1, Q2, at, day, percent


def decision(deal: int, on: str, outcome: Status, amount: int | None = 1, **more: object) -> Decision:
    return Decision(deal, deal, at(day(on)), day(on), outcome, amount, **more)


def moved(deal: int, *moves: tuple[str, Status]) -> list[Event]:
    return [Event(deal, seq, at(day(on)), at(day(on)), "status", to) for seq, (on, to) in enumerate(moves)]


REOPENED = moved(3, ("01-15", Status.LOST), ("02-01", Status.OPEN), ("03-10", Status.WON))
STORY = [
    decision(1, "01-20", Status.WON, 10),
    decision(2, "02-11", Status.LOST, 30),
    decision(3, "03-10", Status.WON, 20),
    decision(4, "03-12", Status.NO_DECISION, 40),
    decision(5, "03-15", Status.LOST, 99, excluded="duplicate"),
]


def rate(decisions, period=Q1, basis: str = "count"):
    return win_rate.reduce(win_rate.rows(decisions, period, basis=basis), basis=basis)


def test_two_of_four_decisions_were_wins():
    answer = rate(STORY)
    assert (answer.num, answer.den, percent(answer.value)) == (2, 4, 50.0)
    assert (percent(answer.interval.low), percent(answer.interval.high)) == (15.0, 85.0)
    assert answer.excluded == {"duplicate": 1}


def test_by_value_the_rate_is_lower_and_has_no_interval():
    answer = rate(STORY, basis="value")
    assert (answer.num, answer.den, percent(answer.value)) == (30, 100, 30.0)
    assert answer.interval is None


def test_a_reopened_deal_counts_with_its_last_outcome_only():
    standing = standing_outcome(REOPENED, at(day("12-31")), at(day("12-31")))
    assert (standing.outcome, standing.closed_at) == (Status.WON, at(day("03-10")))


def test_a_deal_won_again_next_quarter_moves_but_the_frozen_report_does_not():
    story = moved(1, ("03-20", Status.WON), ("04-10", Status.OPEN), ("05-20", Status.WON))

    def wins(period, known_on: str):
        seen = standing_outcome(story, at(day(known_on)), at(day(known_on)))
        closed_on = "03-20" if seen.closed_at == at(day("03-20")) else "05-20"
        return rate([decision(1, closed_on, seen.outcome)], period).den

    assert (wins(Q1, "03-31"), wins(Q2, "03-31")) == (1, 0)
    assert (wins(Q1, "06-30"), wins(Q2, "06-30")) == (0, 1)


def test_a_quarter_without_decisions_is_undefined_and_not_zero():
    answer = rate(STORY, Q2)
    assert (answer.value, answer.reason, answer.interval) == (None, Reason.NO_DENOMINATOR, None)


def test_a_deal_that_never_qualified_is_listed_apart():
    answer = rate([*STORY, decision(6, "02-02", Status.LOST, reached_stage=False)])
    assert answer.den == 4
    assert answer.excluded == {"duplicate": 1, "never_qualified": 1}


def test_a_missing_rate_touches_only_the_rate_by_value():
    decisions = [*STORY, decision(6, "02-02", Status.LOST, None)]
    assert rate(decisions).den == 5
    assert rate(decisions, basis="value").excluded == {"amount_missing": 1, "duplicate": 1}
    unpriced = [*STORY, decision(6, "02-02", Status.LOST, None, excluded=missing_rate("KRW"))]
    assert rate(unpriced, basis="value").missing == ("KRW",)


def test_deals_of_no_value_give_no_rate_by_value():
    assert rate([decision(1, "01-20", Status.WON, 0)], basis="value").reason is Reason.NO_DENOMINATOR
