"""The rows of account penetration and of its siblings, composed from the choices."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.core.kpi.definition import Choice
from saphan.measures.cells import columns_of_cells, lay_out_cells
from saphan.measures.facts.rates import PLAN_DAY
from saphan.measures.relations import Relation
from saphan.measures.statements import composed, statement

_EACH = (
    "SELECT slot, part, account_id, offering_id AS event_id, at_instant, end_day,"
    " CAST(is_sold AS INTEGER) AS num, 1 AS den, reason FROM cell"
)
_BY_CLIENT = (
    "SELECT slot, part, account_id, 0 AS event_id, at_instant, end_day,"
    " sum(CAST(is_sold AS INTEGER)) AS num, count(*) AS den, NULL AS reason"
    " FROM cell WHERE reason IS NULL GROUP BY ALL"
)


def penetration(choices: Mapping[str, Choice]) -> Relation:
    """Cells, or where the mean of clients is asked for, clients with their cells."""
    by_client = f"{_BY_CLIENT} UNION ALL {_EACH} WHERE reason IS NOT NULL"
    counted = by_client if choices["average"] == "mean_of_accounts" else _EACH
    relation = _at_clients("penetration", ("sold", "not_sold"), counted=counted)
    of_clients = choices["average"] == "mean_of_accounts"  # whose shares are needed one by one
    return relation._replace(columns=None if of_clients else columns_of_cells, lay_out=lay_out_cells)


def target_coverage(choices: Mapping[str, Choice]) -> Relation:
    """Targets, and which of them are customers."""
    return _at_clients("target_coverage", ("customer", "not_customer"), active=_days(choices))


def reach(_choices: Mapping[str, Choice]) -> Relation:
    """Buying centres, and in which of them somebody is known."""
    return _at_clients("reach", ("reached", "not_reached"))


def share_of_wallet(choices: Mapping[str, Choice]) -> Relation:
    """Estimates of what clients spend, with what of it comes in."""
    parts = {"active": _days(choices), "plan_day": str(PLAN_DAY)}
    return _at_clients("share_of_wallet", ("sold", "not_sold"), is_money=True, **parts)


def _at_clients(name: str, outcomes: tuple[str, str], *, is_money: bool = False, **parts: str) -> Relation:
    """Rows of clients just before the end of the period, with who looks after them, and what came in where it is money."""
    money = ("c.num", "getvariable('target')") if is_money else ("NULL", "NULL")
    shared = {"instants": statement("metrics/instants"), "merged": statement("metrics/merged")}
    counted = composed(f"metrics/{name}", **shared, **parts)
    return Relation(
        composed(
            "metrics/at_clients",
            counted=counted,
            yes=outcomes[0],
            no=outcomes[1],
            minor=money[0],
            currency=money[1],
        )
    )


def _days(choices: Mapping[str, Choice]) -> str:
    return str(int(choices["active_days"]))
