"""Which listed price holds, by hand."""

from datetime import date

from saphan.core.prices import ListedPrice, overlap, pick_price

ON = date(2026, 6, 16)
OWN = ListedPrice(100_000, "THB")
GENERAL = ListedPrice(
    95_000, "THB", valid_from=date(2026, 1, 1), valid_until=date(2027, 1, 1), price_list="PR-1"
)
FOR_A = ListedPrice(90_000, "THB", "", "a", date(2026, 4, 1), date(2026, 7, 1), "PR-2")


def picked(*prices, currency="THB", segment="", day=ON, unit=""):
    return pick_price(prices, currency=currency, segment=segment, day=day, unit=unit)


def test_a_list_for_the_clients_tier_goes_before_the_general_one_and_that_before_the_offerings_own_price():
    assert picked(OWN, GENERAL, FOR_A, segment="a") == FOR_A
    assert picked(OWN, GENERAL, FOR_A, segment="b") == GENERAL
    assert picked(OWN, GENERAL, FOR_A, day=date(2025, 12, 31)) == OWN


def test_a_price_holds_from_its_first_day_until_the_day_before_the_other():
    assert picked(FOR_A, segment="a", day=date(2026, 4, 1)) == FOR_A
    assert picked(FOR_A, segment="a", day=date(2026, 6, 30)) == FOR_A
    assert picked(FOR_A, segment="a", day=date(2026, 7, 1)) is None
    assert picked(FOR_A, segment="a", day=date(2026, 3, 31)) is None


def test_of_equals_the_one_that_began_last_holds():
    spring = ListedPrice(105_000, "THB", valid_from=date(2026, 3, 1))
    assert picked(OWN, spring, ListedPrice(110_000, "THB", valid_from=date(2026, 9, 1))) == spring


def test_another_currency_is_never_converted_and_another_unit_never_taken():
    month = ListedPrice(30_000, "THB", "month")
    assert picked(OWN, currency="CNY") is None
    assert picked(OWN, month, unit="month") == month
    assert picked(OWN, unit="month") is None
    assert picked(month, OWN) == OWN


def test_intervals_that_touch_do_not_overlap():
    spring, summer = (date(2026, 3, 1), date(2026, 6, 1)), (date(2026, 6, 1), date(2026, 9, 1))
    assert not overlap(spring, summer)
    assert not overlap(summer, spring)
    assert overlap(spring, (date(2026, 5, 31), None))
    assert overlap((None, None), summer)
    assert not overlap((None, date(2026, 3, 1)), spring)
