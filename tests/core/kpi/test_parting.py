"""What moved a figure, worked out by hand: the parts always sum to the change."""

from __future__ import annotations

from fractions import Fraction

from saphan.core.kpi.parting import Share, Sides, parts_of_growth, parts_of_ratio, parts_of_sum


def sides(num: int, den: int = 1) -> Sides:
    return Sides(Fraction(num), Fraction(den))


def test_a_sum_is_moved_by_what_each_part_has_more_or_less() -> None:
    found = parts_of_sum([(sides(100), sides(140)), (sides(50), sides(0)), (sides(0), sides(30))])
    assert [share.total for share in found] == [40, -50, 30]  # 150 → 170


def test_growth_is_moved_by_each_change_over_the_base_of_the_whole() -> None:
    found = parts_of_growth([Fraction(20), Fraction(-5)], Fraction(150))
    assert [share.total for share in found] == [Fraction(20, 150), Fraction(-5, 150)]  # together 10.0 %


def test_a_rate_is_moved_by_own_rates_and_by_mix() -> None:
    # Bangkok 8 of 10 then 6 of 10, Shanghai 2 of 10 then 6 of 30: 10/20 = 50.0 % became 12/40 = 30.0 %.
    bangkok, shanghai = parts_of_ratio(
        [(sides(8, 10), sides(6, 10)), (sides(2, 10), sides(6, 30))], sides(10, 20), sides(12, 40)
    )
    # Bangkok: mean weight (1/2 + 1/4)/2 = 3/8 times −1/5; its weight fell by 1/4 at (7/10 − 2/5) above the mean.
    assert (bangkok.rate, bangkok.mix) == (Fraction(-3, 40), Fraction(-3, 40))
    # Shanghai: its own rate stayed at 20 %; its weight grew by 1/4 at (1/5 − 2/5) below the mean.
    assert (shanghai.rate, shanghai.mix) == (0, Fraction(-1, 20))
    assert bangkok.total + shanghai.total == Fraction(-20, 100)


def test_a_part_that_is_there_on_one_side_only_is_mix() -> None:
    old, new = parts_of_ratio(
        [(sides(5, 10), sides(5, 10)), (sides(0, 0), sides(10, 10))], sides(5, 10), sides(15, 20)
    )
    assert (old.rate, new.rate) == (0, 0)
    assert old.total + new.total == Fraction(1, 4)  # 50 % became 75 %
    # Cost without a customer has no rate of its own either: 10 more over 2 customers.
    spent = parts_of_ratio(
        [(sides(10, 2), sides(10, 2)), (sides(0, 0), sides(10, 0))], sides(10, 2), sides(20, 2)
    )
    assert spent == [
        Share(Fraction(0), Fraction(0), Fraction(0)),
        Share(Fraction(5), Fraction(0), Fraction(5)),
    ]
