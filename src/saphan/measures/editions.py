"""How each metric has been defined over time: what changed in which version, and since when it is in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Edition(NamedTuple):
    """One version of a definition, in force from `since` until the next. Saved reports keep theirs."""

    version: int
    since: date
    what: str | Promise


_FIRST, _SECOND = date(2026, 11, 21), date(2026, 11, 24)
_OF_THE_FIRST_DAY = frozenset(
    {
        "revenue_total", "revenue_growth", "deal_size_avg", "ql_count", "ql_conversion", "opportunity_growth",
        "win_rate", "cycle_days", "closure_rate",
    }
)  # fmt: skip
# Later versions by metric, in their order.
_LATER: dict[str, tuple[Edition, ...]] = {}


def editions_of(key: str) -> Sequence[Edition]:
    """Every version of a metric's definition, the one in force last."""
    first = Edition(1, _FIRST if key in _OF_THE_FIRST_DAY else _SECOND, _("First definition"))
    return [first, *_LATER.get(key, ())]
