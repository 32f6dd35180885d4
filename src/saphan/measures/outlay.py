"""The rows of what selling cost: composed from the choices and the standard tables of shares."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.commerce.terms import SHARES
from saphan.core.kpi.definition import Choice
from saphan.measures.orders import roots
from saphan.measures.relations import Piece, Relation, dated
from saphan.measures.statements import composed, statement

_NO_LAG = "SELECT slot, 0 AS days FROM slot WHERE part = 'now'"


def cac(choices: Mapping[str, Choice]) -> Relation:
    """Costs and new customers of `cac`."""
    customers = composed(
        "metrics/cac_customers",
        roots=roots(choices),
        win_back="TRUE" if choices["win_back"] == "new" else "FALSE",
        inactive=str(int(choices["inactive_days"])),
    )
    costs = composed(
        "metrics/cac_costs",
        lag=statement("metrics/cac_lag") if choices["timing"] == "lagged" else _NO_LAG,
        standard=", ".join(
            f"('{table}', '{kind}', {share})"
            for table, shares in SHARES.items()
            for kind, share in shares.items()
        ),
        shares=str(choices["shares"]),
    )
    return dated(Piece(customers, turns=statement("metrics/turns_of_wins")), rest=costs)
