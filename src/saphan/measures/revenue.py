"""The rows that revenue is made of."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.core.kpi.definition import Choice
from saphan.measures.statements import composed


def revenue_rows(choices: Mapping[str, Choice], rate_day: str = "m.day") -> str:
    """SQL of the lines of the chosen basis under `horizon` and `income`, converted at the rate of `rate_day`."""
    lines = composed(
        "metrics/revenue_invoiced" if choices["basis"] == "invoiced" else "metrics/revenue_booked",
        counted="minor" if choices["horizon"] == "contract" else "first_minor",
        income="NOT is_pass_through" if choices["income"] == "agi" else "TRUE",
    )
    return composed("metrics/revenue", lines=lines, rate_day=rate_day)
