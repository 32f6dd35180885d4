"""The rows that revenue is made of."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.core.kpi.definition import Choice
from saphan.measures.relations import Piece, Relation, dated
from saphan.measures.statements import composed, statement


def revenue_rows(choices: Mapping[str, Choice], rate_day: str = "m.day") -> Relation:
    """The lines of the chosen basis under `horizon` and `income`, converted at the rate of `rate_day`."""
    counted = "minor" if choices["horizon"] == "contract" else "first_minor"
    income = "NOT is_pass_through" if choices["income"] == "agi" else "TRUE"
    if choices["basis"] == "invoiced":
        return dated(_piece(composed("metrics/revenue_invoiced", income=income), rate_day))
    ordered = composed("metrics/revenue_ordered", counted=counted, income=income)
    booked = _piece(statement("metrics/revenue_booked"), rate_day)
    return dated(booked._replace(by_deal=True), _piece(ordered, rate_day))


def _piece(lines: str, rate_day: str) -> Piece:
    return Piece(composed("metrics/revenue", lines=lines, rate_day=rate_day))
