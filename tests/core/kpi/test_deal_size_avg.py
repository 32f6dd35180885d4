from __future__ import annotations

from saphan.core.kpi import Reason, deal_size_avg, missing_rate
from saphan.core.kpi.deal_size_avg import WonDeal
from tests.core.kpi.story import Q1, Q2, at, day, whole


def won(deal: int, on: str, amount: int | None, kind: str = "new", excluded: str | None = None) -> WonDeal:
    return WonDeal(deal, deal, at(day(on)), day(on), kind, amount and amount * 100, excluded)


# Deal 1 was won for 100,000, taken back and won again for 90,000: one win, on its last date, at its net.
STORY = [won(1, "03-20", 90_000), won(2, "02-20", 72_000)]


def size(deals, period=Q1, average: str = "mean", **choices: str):
    return deal_size_avg.reduce(deal_size_avg.rows(deals, period, **choices), currency="THB", average=average)


def test_a_reopened_deal_counts_once_at_its_net_value():
    mean = size(STORY)
    assert whole(mean.value) == 81_000  # not 87,333, the mean over three win events
    assert (whole(mean.num), mean.den) == (162_000, 2)
    assert whole(mean.companions["median"].value) == 81_000


def test_the_median_can_be_the_headline_and_the_mean_stays_beside_it():
    deals = [won(1, "01-05", 10), won(2, "01-05", 20), won(3, "01-05", 90)]
    middle = size(deals, average="median")
    assert whole(middle.value) == 20
    assert whole(middle.companions["mean"].value) == 40


def test_renewals_stay_out_unless_asked_for():
    deals = [won(1, "01-05", 10), won(2, "01-05", 40, kind="renewal"), won(3, "01-05", 20, kind="up_sell")]
    assert whole(size(deals).value) == 15
    assert size(deals).excluded == {"renewal": 1}
    assert whole(size(deals, kinds="all").value) * 3 == 70


def test_a_deal_without_an_amount_is_listed_and_a_deal_of_zero_counts():
    answer = size([won(1, "01-05", 10), won(2, "01-05", None), won(3, "01-05", 0)])
    assert whole(answer.value) == 5
    assert answer.excluded == {"amount_missing": 1}


def test_a_deal_in_a_currency_without_a_rate_leaves_the_average_undefined():
    answer = size([won(1, "01-05", 10), won(2, "01-05", None, excluded=missing_rate("KRW"))])
    assert (answer.value, answer.reason, answer.missing) == (None, Reason.MISSING_INPUT, ("KRW",))
    assert answer.companions["median"].value is None


def test_another_quarter_has_no_average():
    answer = size(STORY, Q2)
    assert (answer.value, answer.reason) == (None, Reason.NO_DENOMINATOR)
    assert answer.companions["median"].reason is Reason.NO_DENOMINATOR
