from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from saphan.administration.actions import remove_own_rate, set_own_rate
from saphan.administration.queries import latest_published, own_rates_for
from saphan.core.errors import NotAllowed, NotFound, RuleBroken
from saphan.workspace.models import ExchangeRate
from saphan.workspace.rates import rate_table
from tests.administration.fingerprint import fingerprint
from tests.story import Story

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 30)
FIVE = 500_000_000  # five, in hundred-millionths


def test_the_published_table_crosses_through_the_euro(bridge: Story):
    # one euro was 37.683 THB and 7.4326 CNY, so one yuan was 37.683 / 7.4326 baht
    assert rate_table(bridge.workspace).rate("CNY", "THB", DAY) == Fraction("37.683") / Fraction("7.4326")


def test_an_own_rate_goes_before_the_published_one_in_its_workspace_alone(bridge: Story, other_story: Story):
    set_own_rate(actor=bridge.fon, currency="CNY", in_currency="THB", on=DAY, rate_e8=FIVE)
    assert rate_table(bridge.workspace).rate("CNY", "THB", DAY) == 5
    assert rate_table(other_story.workspace).rate("CNY", "THB", DAY) != 5


def test_a_second_rate_for_the_day_replaces_the_first(bridge: Story):
    for rate in (FIVE, 6 * 10**8):
        set_own_rate(actor=bridge.fon, currency="CNY", in_currency="THB", on=DAY, rate_e8=rate)
        assert rate_table(bridge.workspace).rate("CNY", "THB", DAY) == rate // 10**8
    assert own_rates_for(bridge.fon).count() == 1


def test_without_the_own_rate_the_published_one_counts_again(bridge: Story):
    rate = set_own_rate(actor=bridge.fon, currency="CNY", in_currency="THB", on=DAY, rate_e8=FIVE)
    remove_own_rate(actor=bridge.fon, rate_id=rate.pk)
    assert rate_table(bridge.workspace).rate("CNY", "THB", DAY) == Fraction("37.683") / Fraction("7.4326")


def test_the_newest_published_day_has_ten_currencies(bridge: Story):
    assert {rate.in_currency for rate in latest_published()} == {
        "USD", "GBP", "CNY", "THB", "JPY", "HKD", "SGD", "MYR", "AUD", "INR",
    }  # fmt: skip
    assert {rate.on for rate in latest_published()} == {DAY}


@pytest.mark.parametrize(
    ("pair", "rate", "code"),
    [
        (("CNY", "CNY"), FIVE, "currency.same_twice"),
        (("CNY", "XXQ"), FIVE, "money.unknown_currency"),
        (("CNY", "THB"), 0, "rate.not_positive"),
    ],
)
def test_an_impossible_rate_is_refused(bridge: Story, pair, rate, code):
    before = fingerprint()
    with pytest.raises(RuleBroken) as refusal:
        set_own_rate(actor=bridge.fon, currency=pair[0], in_currency=pair[1], on=DAY, rate_e8=rate)
    assert refusal.value.code == code
    assert fingerprint() == before


@pytest.mark.parametrize("name", ["ploy", "lin", "tum", "rit"])
def test_who_does_not_keep_rates_changes_none(bridge: Story, name: str):
    rate = set_own_rate(actor=bridge.fon, currency="CNY", in_currency="THB", on=DAY, rate_e8=FIVE)
    for act in (
        lambda: set_own_rate(actor=bridge.cast[name], currency="CNY", in_currency="THB", on=DAY, rate_e8=1),
        lambda: remove_own_rate(actor=bridge.cast[name], rate_id=rate.pk),
    ):
        before = fingerprint()
        with pytest.raises(NotAllowed):
            act()
        assert fingerprint() == before


def test_neither_a_strangers_nor_a_published_rate_can_be_removed(bridge: Story, other_story: Story):
    ours = set_own_rate(actor=bridge.fon, currency="CNY", in_currency="THB", on=DAY, rate_e8=FIVE)
    for pk in (ours.pk, ExchangeRate.objects.filter(workspace=None)[0].pk):
        before = fingerprint()
        with pytest.raises(NotFound):
            remove_own_rate(actor=other_story.krit, rate_id=pk)
        assert fingerprint() == before
