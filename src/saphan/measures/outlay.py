"""The rows of what selling cost: composed from the choices and the standard tables of shares."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.commerce.terms import SHARES
from saphan.core.kpi.definition import Choice
from saphan.measures.relations import Relation
from saphan.measures.statements import composed

_MERGED, _PARENT = "'merged_into_id'", "'parent_id'"


def cac(choices: Mapping[str, Choice]) -> Relation:
    """Costs and new customers of `cac`."""
    lagged = choices["timing"] == "lagged"
    return Relation(
        composed(
            "metrics/cac",
            links=f"{_MERGED}, {_PARENT}" if choices["level"] == "parent" else _MERGED,
            lag="coalesce(CAST(round_even(median(c.days), 0) AS INTEGER), 0)" if lagged else "0",
            standard=", ".join(
                f"('{table}', '{kind}', {share})"
                for table, shares in SHARES.items()
                for kind, share in shares.items()
            ),
            shares=str(choices["shares"]),
            win_back="TRUE" if choices["win_back"] == "new" else "FALSE",
            inactive=str(int(choices["inactive_days"])),
        )
    )
