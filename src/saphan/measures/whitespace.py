"""The rows of account penetration, composed from the choices."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.core.kpi.definition import Choice
from saphan.measures.statements import composed

_EACH = (
    "SELECT slot, part, account_id, offering_id AS event_id, at_instant, end_day,"
    " CAST(is_sold AS INTEGER) AS num, 1 AS den, reason FROM cell"
)
_BY_CLIENT = (
    "SELECT slot, part, account_id, 0 AS event_id, at_instant, end_day,"
    " sum(CAST(is_sold AS INTEGER)) AS num, count(*) AS den, NULL AS reason"
    " FROM cell WHERE reason IS NULL GROUP BY ALL"
)


def penetration(choices: Mapping[str, Choice]) -> str:
    """Cells, or where the mean of clients is asked for, clients with their cells."""
    by_client = f"{_BY_CLIENT} UNION ALL {_EACH} WHERE reason IS NOT NULL"
    counted = by_client if choices["average"] == "mean_of_accounts" else _EACH
    return composed("metrics/penetration", counted=counted, active=str(int(choices["active_days"])))
