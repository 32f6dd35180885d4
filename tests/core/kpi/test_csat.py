from __future__ import annotations

from fractions import Fraction

from saphan.core.kpi import Reason, csat, csat_mean
from saphan.core.kpi.csat import Answer
from tests.core.kpi.story import Q1, Q2, at, day, percent


def answer(
    number: int, score: int, on: str = "02-10", scale: int = 5, threshold: int = 4, client: int = 1
) -> Answer:
    return Answer(number, number, at(day(on)), day(on), client, score, scale, threshold)


STORY = [answer(number, score, client=number) for number, score in enumerate((5, 4, 4, 3, 1), start=1)]
ASKED = [(number, number, 0, number <= 5) for number in range(1, 9)]


def test_three_of_five_are_satisfied_and_five_of_eight_answered():
    told = csat.reduce(csat.rows(STORY, Q1), other_rows=csat.invitation_rows(ASKED))
    assert (told.value, told.n) == (Fraction(3, 5), 5)
    assert (percent(told.interval.low), percent(told.interval.high)) == (23.1, 88.2)
    assert told.companions["answer_rate"].value == Fraction(5, 8)


def test_each_scale_has_its_own_threshold():
    told = csat.reduce(
        csat.rows([answer(1, 6, scale=7, threshold=6), answer(2, 8, scale=10, threshold=9)], Q1)
    )
    assert told.value == Fraction(1, 2)


def test_the_latest_answer_of_a_client():
    rows = csat.rows([answer(1, 1, "01-10"), answer(2, 5, "03-01")], Q1, counted="latest")
    assert csat.reduce(rows).value == 1


def test_the_mean_is_another_figure_of_one_scale():
    told = csat_mean.reduce(csat_mean.rows([*STORY, answer(9, 10, scale=10, threshold=9)], Q1))
    assert (told.value, told.excluded) == (Fraction(17, 5), {"other_scale": 1})


def test_nothing_answered_is_undefined():
    assert csat.reduce(csat.rows(STORY, Q2)).reason is Reason.NO_DENOMINATOR
