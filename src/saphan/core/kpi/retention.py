"""Retention: of the customers active at one point, who and how much is still there at a later one.

One relation serves three metrics. Rows of customers count heads; rows of value hold what each customer (or each
product of it) was worth at both points, in minor units at the rates of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.measured import Measured, Unit, measure_ratio, measure_share, measure_sum
from saphan.core.kpi.rows import WHOLE, Row, Tally, tally
from saphan.core.period import Micros

MONTHS, ACTIVE_DAYS, GRACE_DAYS = 12, 365, 30
NEW_CUSTOMER = "new_customer"
LOGO, GRR, NRR = KEYS = ("retention_logo", "retention_grr", "retention_nrr")


class Customer(NamedTuple):
    """A customer, or one product of it, at both points. `in_grace`: kept only by a renewal being negotiated.

    `product_id` is 0 where the customer is looked at as a whole; `excluded` is missing_rate(...) or nothing.
    """

    customer_id: int
    as_of: Micros
    was_active: bool
    is_active: bool
    before: int = 0
    now: int = 0
    in_grace: bool = False
    product_id: int = 0
    excluded: str | None = None


def customer_rows(customers: Iterable[Customer]) -> Iterator[Row]:
    """One row per customer: `num` still active, `beside` only in grace. Who is new is listed, not counted."""
    for one in customers:
        reason = None if one.was_active else NEW_CUSTOMER
        kept = one.was_active and one.is_active
        yield Row(
            one.customer_id, one.product_id, one.as_of, int(kept), 1, WHOLE, reason is None, reason,
            int(kept and one.in_grace),
        )  # fmt: skip


def value_rows(customers: Iterable[Customer], key: str) -> Iterator[Row]:
    """One row each: `den` the value before; for GRR `num` is the part of it that is left and `beside` all there is
    now, for NRR the other way round."""
    for one in customers:
        now = one.now if one.is_active else 0
        left = min(one.before, now)
        num, beside = (left, now) if key == GRR else (now, left)
        reason = one.excluded if one.was_active else NEW_CUSTOMER
        yield Row(
            one.customer_id, one.product_id, one.as_of, num, one.before, WHOLE, reason is None, reason, beside
        )


def reduce_logo(
    rows: Iterable[Row], *, currency: str | None = None, other_rows: Iterable[Row] | None = None
) -> Measured:
    """Customers kept over customers at the first point, with the two rates of value beside it."""
    counted = tally(rows)
    beside = {"in_grace": measure_sum(counted._replace(num=counted.beside, missing=()), Unit.COUNT)}
    if other_rows is not None:
        value = tally(other_rows)
        beside |= {GRR: _rate(value, currency), NRR: _rate(_turned(value), currency)}
    return measure_share(counted, beside)


def reduce_grr(
    rows: Iterable[Row], *, currency: str | None = None, other_rows: Iterable[Row] | None = None
) -> Measured:
    """What is left of the value at the first point, never above 1."""
    return _of_value(tally(rows), NRR, currency, other_rows)


def reduce_nrr(
    rows: Iterable[Row], *, currency: str | None = None, other_rows: Iterable[Row] | None = None
) -> Measured:
    """What the same customers are worth now over what they were worth."""
    return _of_value(tally(rows), GRR, currency, other_rows)


def _of_value(counted: Tally, other: str, currency: str | None, heads: Iterable[Row] | None) -> Measured:
    beside = {other: _rate(_turned(counted), currency)}
    if heads is not None:
        logo = tally(heads)
        beside[LOGO] = measure_share(logo)
    measured = _rate(counted, currency)
    return replace(measured, companions=beside)


def _turned(counted: Tally) -> Tally:
    return counted._replace(num=counted.beside, beside=counted.num)


def _rate(counted: Tally, currency: str | None) -> Measured:
    return measure_ratio(counted, Unit.SHARE, currency)


def _parameters() -> dict[str, Parameter]:
    return {
        "basis": Parameter("run_rate", ("run_rate", "trailing")),
        "course": Parameter("point_to_point", ("point_to_point", "continuous")),
        "grain": Parameter("customer", ("customer", "product")),
        "level": Parameter("parent", ("parent", "account")),
        "months": Parameter(MONTHS),
        "active_days": Parameter(ACTIVE_DAYS),
        "grace_days": Parameter(GRACE_DAYS),
    }


def _declared(key: str, reduce: Callable[..., Measured]) -> Definition:
    return Definition(key, 1, Unit.SHARE, Direction.UP, Additivity.RATIO_OF_SUMS, reduce, _parameters())


DEFINITIONS = (_declared(LOGO, reduce_logo), _declared(GRR, reduce_grr), _declared(NRR, reduce_nrr))
