"""Rows about figures: the wall, a report, the pipeline's changes, the store behind them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count, cycle

from saphan.bench.dataset import CODE
from saphan.bench.table import Row
from saphan.core.period import Period, start_of_day
from saphan.measures.changes import changes
from saphan.measures.compute import compute
from saphan.measures.facts import facts_of, forget_all
from saphan.measures.facts.making import rebuild
from saphan.measures.wall import forget, wall
from saphan.workspace.actor import system_actor
from saphan.workspace.models import Workspace

YEAR = Period(date(2025, 1, 1), date(2026, 1, 1))
QUARTER = (date(2025, 7, 1), date(2025, 10, 1))


def figure_rows() -> Iterator[Row]:
    """Every row, each beside one plain sum over the same columns."""
    workspace = Workspace.objects.get(code=CODE)
    actor = system_actor(workspace)
    ends = [start_of_day(month.end, workspace.zone) - 1 for month in _months()]

    def sums() -> object:
        with facts_of(workspace).read(workspace, known_at=None, currency="USD") as facts:
            return facts.all("SELECT owner_id, outcome, count(*), sum(minor) FROM moment GROUP BY ALL")

    def as_of() -> bytes:
        with facts_of(workspace).read(workspace, known_at=None, currency="USD") as facts:
            facts.connection.execute(
                "CREATE OR REPLACE TEMP TABLE month_end AS SELECT unnest($ends) AS t", {"ends": ends}
            )
            return repr(
                facts.all(
                    "SELECT m.t, v.stage_id, count(*), sum(v.amount_minor) FROM month_end m JOIN deal_version v"
                    " ON v.valid_from <= m.t AND m.t < v.valid_to WHERE v.status = 'open' GROUP BY ALL"
                )
            ).encode()

    def waterfall(reading: str) -> Callable[[], bytes]:
        return lambda: json.dumps(changes(actor, *QUARTER, reading=reading).as_json()).encode()

    def report() -> bytes:
        # A choice of its own each time, so that no kept answer is given back.
        return json.dumps(
            compute(actor, "revenue_total", YEAR, by="owner", rows=next(_different)).as_json()
        ).encode()

    def cold_wall(as_of: int | None = None) -> bytes:
        forget()
        return repr(wall(actor, YEAR, as_of=as_of).tiles[0].now.value).encode()

    rail = cycle(ends)

    def opened() -> bytes:
        forget_all()
        return repr(sums()).encode()

    yield Row("S8", "revenue by owner, a year", report, sums, "≤ 25 ms; 1M 60 ms")
    yield Row("S9", "wall, every figure with 13 months, cold", cold_wall, sums, "≤ 60 ms; 1M 250 ms")
    yield Row("S9w", "wall, once more", lambda: repr(wall(actor, YEAR).seq).encode(), sums, "≤ 20 ms")
    yield Row(
        "S9r", "wall, a step of the as-of rail", lambda: cold_wall(next(rail)), sums, "≤ 60 ms; 1M 250 ms"
    )
    yield Row("F1", "open pipeline at 24 month ends", as_of, sums, "interval join")
    yield Row("F2", "what changed, a quarter, as known", waterfall("known"), sums, "")
    yield Row("F3", "what changed, a quarter, as it stood", waterfall("stood"), sums, "")
    yield Row("F4", "open a store: base and tail", opened, sums, "")
    yield Row("F5", "base from the journal", lambda: repr(rebuild(workspace)).encode(), sums, "")


def _months() -> list[Period]:
    from saphan.core.period import last_periods, month_of

    return list(last_periods(month_of(date(2025, 12, 1)), 24))


_different = count(1)
