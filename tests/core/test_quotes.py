"""Discounts and versions of quotes, by hand."""

from saphan.core.orders import LineTerms
from saphan.core.quotes import Priced, compare_lines, discount_minor, is_over_limit


def line(quantity=1, price=0, discount=0, listed=None, months=None):
    return Priced(LineTerms(quantity, price, months, discount), listed)


def test_a_discount_at_the_limit_is_within_it_and_a_hundredth_more_is_over():
    assert not is_over_limit([line(3, 100_000, 1_000)], 1_000)
    assert is_over_limit([line(3, 100_000, 1_001)], 1_000)
    assert not is_over_limit([line(3, 100_000, 9_999)], None)


def test_a_price_below_the_listed_one_is_a_discount_too():
    # 900 of a listed 1,000 and 5 % more off: 855 is 14.5 % off.
    assert is_over_limit([line(1, 90_000, 500, listed=100_000)], 1_449)
    assert not is_over_limit([line(1, 90_000, 500, listed=100_000)], 1_450)
    assert not is_over_limit([line(1, 120_000, 0, listed=100_000)], 0)


def test_what_rounding_takes_is_no_discount_over_the_limit():
    # 10 % of 333 minor units is 299.7, rounded to 300; of 335 it is 301.5, half-even to 302.
    assert line(1, 333, 1_000).terms.net_minor == 300
    assert not is_over_limit([line(1, 333, 1_000), line(1, 335, 1_000)], 1_000)
    assert not is_over_limit([line(1, 5, 1_000)], 1_000)  # 4.5 becomes 4: half a unit


def test_the_discount_is_what_lies_between_full_and_asked_prices():
    # 12 months at 30,000 listed, 28,000 asked with 10 % off: 360,000 − 302,400 = 57,600; the dearer line adds nothing.
    assert discount_minor([line(1, 28_000, 1_000, 30_000, 12), line(1, 50_000, 0, 40_000)]) == 57_600


def shown(offering="", description="", **values):
    return {"offering": offering, "description": description, "quantity": 1, **values}


def test_versions_are_compared_line_by_line():
    before = [
        shown("S-1", quantity=2),
        shown("S-2"),
        shown("", "Travel", amount_minor=500),
        shown("S-3", "Film"),
    ]
    after = [shown("S-2"), shown("S-1", quantity=3), shown("S-3", "Film, cut to 30 s"), shown("", "Hotel")]
    told = [
        (each.kind, (each.after or each.before)["offering"], each.fields)
        for each in compare_lines(before, after)
    ]
    assert told == [
        ("same", "S-2", frozenset()),
        ("changed", "S-1", {"quantity"}),
        ("changed", "S-3", {"description"}),
        ("added", "", frozenset()),
        ("removed", "", frozenset()),
    ]


def test_of_lines_alike_the_first_goes_with_the_first():
    before = [shown("S-1", quantity=1), shown("S-1", quantity=5)]
    assert [each.kind for each in compare_lines(before, [*before, shown("S-1")])] == ["same", "same", "added"]
    assert [each.kind for each in compare_lines(before, [before[1]])] == ["changed", "removed"]
