from __future__ import annotations

from fractions import Fraction

from saphan.core.kpi import Reason, penetration
from saphan.core.kpi.penetration import Cell


def cell(client: int, offering: int, sold: bool = False, fits: bool | None = True, **more: bool) -> Cell:
    return Cell(client, offering, 0, sold, fits, **more)


X = [cell(1, number, sold=number <= 2) for number in range(1, 6)]
Y = [cell(2, number) for number in range(1, 4)]


def told(cells: list[Cell], average: str = "pooled"):
    return penetration.reduce(penetration.rows(cells, average=average), average=average)


def test_pooled_and_mean_of_accounts():
    assert told([*X, *Y]).value == Fraction(2, 8)
    assert told([*X, *Y], "mean_of_accounts").value == Fraction(1, 5)


def test_what_does_not_count_is_listed():
    cells = [*X, cell(1, 6, fits=None), cell(1, 7, fits=False), cell(1, 8, sold=True, retired=True)]
    for average in ("pooled", "mean_of_accounts"):
        answer = told(cells, average)
        assert answer.value == Fraction(2, 5)
        assert answer.excluded == {"unmapped": 1, "not_fit": 1, "retired": 1}


def test_without_any_that_fits_it_is_undefined():
    assert told([cell(1, 1, fits=None)]).reason is Reason.NO_DENOMINATOR
    assert told([], "mean_of_accounts").reason is Reason.NO_DENOMINATOR
