"""The rows of retention: two points in time, and which customers stood at each with how much."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from saphan.core.kpi.definition import Choice
from saphan.core.kpi.retention import GRR, LOGO, NRR
from saphan.core.late import np
from saphan.core.period import months_before
from saphan.measures.facts import Facts
from saphan.measures.facts.days import day_number, day_of_number
from saphan.measures.facts.rates import price_days
from saphan.measures.orders import LINKS
from saphan.measures.statements import composed

Choices = Mapping[str, Choice]
_NO_ONE = "SELECT place, customer_id FROM customer WHERE FALSE"
_ALONE = "FROM stood"
_BY_PRODUCT = (
    "SELECT * REPLACE (bool_or(was_active) OVER w AS was_active, bool_or(now_active) OVER w AS now_active,"
    " bool_or(is_safe) OVER w AS is_safe) FROM stood WINDOW w AS (PARTITION BY place, customer_id)"
)
_HEADS = (
    "SELECT DISTINCT slot, part, now_at, now_day, customer_id, owner_id, team_id, territory_id, 0 AS event_id, was_active,"
    " is_kept, is_safe, CAST(is_kept AS INTEGER) AS num, 1 AS den, CAST(is_kept AND NOT is_safe AS INTEGER) AS beside,"
    " CASE WHEN NOT was_active THEN 'new_customer' END AS reason FROM retained"
)
_VALUES = (
    "SELECT *, product_id AS event_id, coalesce({num}, 0) AS num, before_value AS den, coalesce({beside}, 0) AS beside,"
    " CASE WHEN NOT was_active THEN 'new_customer' WHEN unpriced IS NOT NULL THEN 'missing_rate:' || unpriced END"
    " AS reason FROM retained"
)
_NOW = "CASE WHEN is_kept THEN now_value ELSE 0 END"
_LEFT = f"least({_NOW}, before_value)"


def lay_out_points(facts: Facts, choices: Choices, currency: str) -> None:
    """Fill `retained`: who stood at the two days of each slot with how much. Once for all that ask alike."""
    filling = _filling(choices)
    asked = (filling, choices["months"], currency)
    if facts.laid_out.get("retained") == asked:
        return
    _lay_out_span(facts, choices, currency)
    facts.connection.execute(filling)
    facts.laid_out["retained"] = asked


def _lay_out_span(facts: Facts, choices: Choices, currency: str) -> None:
    slots = facts.all(
        "SELECT slot, part, least(end_day, getvariable('known_day') + 1), least(end_at, getvariable('as_of') + 1) FROM slot"
    )
    back = int(choices["months"])
    before = [months_before(day_of_number(day), back) for _, _, day, _ in slots]
    columns = {
        "place": np.arange(len(slots), dtype=np.int32),
        "slot": np.array([slot for slot, *_ in slots], dtype=np.int32),
        "part": np.array([part for _, part, *_ in slots], dtype=object),
        "before_day": np.array([day_number(day) for day in before], dtype=np.int32),
        "before_at": np.array([_begins(facts, day) for day in before], dtype=np.int64),
        "now_day": np.array([day for _, _, day, _ in slots], dtype=np.int32),
        "now_at": np.array([at for *_, at in slots], dtype=np.int64),
    }
    facts.fill("span", columns)
    price_days(facts.connection, facts.workspace, currency, {day_number(day) for day in before})


def customers_kept(choices: Choices) -> str:
    """SQL of one row per customer."""
    heads = _HEADS if choices["grain"] == "product" else _HEADS.replace(" DISTINCT", "")
    return composed("metrics/retention", counted=heads)


def value_left(_choices: Choices) -> str:
    """SQL of what is left of each customer's value, all of its present value beside it."""
    return composed("metrics/retention", counted=_VALUES.format(num=_LEFT, beside=_NOW))


def value_now(_choices: Choices) -> str:
    """SQL of each customer's present value, what is left of the former one beside it."""
    return composed("metrics/retention", counted=_VALUES.format(num=_NOW, beside=_LEFT))


RELATIONS = {
    LOGO: (customers_kept, value_left),
    GRR: (value_left, customers_kept),
    NRR: (value_now, customers_kept),
}


def _begins(facts: Facts, day: date) -> int:
    return facts.zones.start_of(day)


def _filling(choices: Choices) -> str:
    days = {"active": str(int(choices["active_days"])), "grace": str(int(choices["grace_days"]))}
    by_product, is_trailing = choices["grain"] == "product", choices["basis"] == "trailing"
    return composed(
        "metrics/retained",
        lines=composed("metrics/retention_products" if by_product else "metrics/retention_lines"),
        product="coalesce(a.offering_id, 0)" if by_product else "0",
        customer=_BY_PRODUCT if by_product else _ALONE,
        links=LINKS[str(choices["level"])],
        recent="c.booked_minor" if is_trailing else "greatest(c.once_minor, 0)",
        annual="0" if is_trailing else "annual_minor",
        broken=composed("metrics/retention_broken", **days) if choices["course"] == "continuous" else _NO_ONE,
        **days,
    )
