"""`python -m saphan.bench.teams docs/kpi/forecast.md`: score the forecast and write its table into the page."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np

from saphan.bench.teams.generator import HARD, KINDS, Kind, team
from saphan.bench.teams.maven import EPOCH, maven
from saphan.core.forecast.backtest import HORIZONS, MODEL, Origin, backtest
from saphan.core.forecast.prior import StageBelief, weekly_rates
from saphan.core.forecast.report import Line, lines
from saphan.core.forecast.score import skill, skill_range
from saphan.core.forecast.stage_clock import Setup

TEAMS = 16  # a small team alone has so few outcomes that chance decides whether its ranges held
QUARTERS = 16
BEGIN, END = "<!-- scores -->", "<!-- end of scores -->"
SAMPLES = Path(__file__).parents[4] / "samples" / "maven"
CHANCES = (0.1, 0.3, 0.5, 0.75)
HEADS = (
    "days to go", "view", "origins", "CRPS", "50 %", "80 %", "90 %", "width of 80 %", "interval score", "Brier",
    "log score",
)  # fmt: skip


def main() -> None:
    """Replace what stands between the marks of the page."""
    page = Path(sys.argv[1])
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    text = "\n".join([BEGIN, "", *written(), "", END])
    page.write_text(before + text + after, encoding="utf-8")


def written() -> Iterator[str]:
    """The tables, line by line."""
    for kind, deals in [*((kind, 208) for kind in KINDS), (HARD, 52)]:
        origins = scored_teams(kind, deals)
        yield f"### {TEAMS} teams, {kind.name}, {deals} deals a year (CRPS and widths in thousands)"
        yield ""
        yield from _table(origins, 100_000.0)
        yield ""
        yield _summary(origins)
        yield ""
    yield "### Maven sample, six month-starts July to December 2017 (CRPS and widths in thousands)"
    yield ""
    origins = scored_maven()
    yield from _rows("month", lines(origins), 100_000.0)
    yield ""
    yield _summary(origins)


def scored_teams(kind: Kind, deals: int, teams: int = TEAMS) -> list[Origin]:
    """Origins of several teams; periods of different teams have different numbers."""
    beliefs = [StageBelief(c, place + 1 if place < 3 else None, 3) for place, c in enumerate(CHANCES)]
    setup = Setup(weekly_rates(beliefs), np.array([1, 2, 3, -1]), np.array(CHANCES))
    found: list[Origin] = []
    for seed in range(teams):
        periods = _quarters()
        origins = backtest(team(kind, deals, seed), setup, periods, periods[-1][1] + 1)
        found += [replace(origin, period=origin.period + seed * QUARTERS) for origin in origins]
    return found


def scored_maven() -> list[Origin]:
    """Six month-starts, trained on everything before each."""
    first = [_day(2017, month) for month in range(1, 13)] + [_day(2018, 1)]
    periods = list(pairwise(first))
    setup = Setup(weekly_rates([StageBelief(0.6, None)], 8.0), np.array([-1]), np.array([0.6]))
    origins = backtest(maven(SAMPLES), setup, periods, first[-1], horizons=(), starts=True)
    return [origin for origin in origins if origin.period >= 6]


def _quarters() -> list[tuple[int, int]]:
    firsts = [_day(2022 + number // 4, number % 4 * 3 + 1) for number in range(QUARTERS + 1)]
    return list(pairwise(firsts))


def _day(year: int, month: int) -> int:
    return (date(year, month, 1) - EPOCH).days


def _table(origins: Sequence[Origin], unit: float) -> Iterator[str]:
    yield _row(HEADS)
    yield _row(["---"] * len(HEADS))
    for days in HORIZONS:
        for line in lines(_shared([origin for origin in origins if origin.days_to_go == days])):
            yield _row([str(days), *_cells(line, unit)])


def _rows(name: str, found: Sequence[Line], unit: float) -> Iterator[str]:
    yield _row(HEADS)
    yield _row(["---"] * len(HEADS))
    for line in found:
        yield _row([name, *_cells(line, unit)])


def _shared(origins: Sequence[Origin]) -> list[Origin]:
    """Origins at which every view had something to say."""
    most = max((len(origin.views) for origin in origins), default=0)
    return [origin for origin in origins if len(origin.views) == most]


def _cells(line: Line, unit: float) -> list[str]:
    shares = [f"{line.coverage[share]:.2f}" for share in (0.5, 0.8, 0.9)]
    deals = ["–", "–"]
    if line.brier is not None and line.log_score is not None:
        deals = [f"{line.brier:.3f}", f"{line.log_score:.3f}"]
    return [
        line.view, str(line.origins), f"{line.crps / unit:.1f}", *shares, f"{line.width / unit:.1f}",
        f"{line.interval_score / unit:.1f}", *deals,
    ]  # fmt: skip


def _summary(origins: Sequence[Origin]) -> str:
    """Coverage of all periods together, and the skill against the best baseline."""
    shared = _shared(origins)
    held = float(np.mean([origin.views[MODEL].held[0.8] for origin in shared]))
    raw = float(np.mean([origin.raw.held[0.8] for origin in shared]))
    found = [line for line in lines(shared) if line.view != MODEL]
    best = min(found, key=lambda line: line.crps).view
    own, theirs = [o.views[MODEL].crps for o in shared], [o.views[best].crps for o in shared]
    gained, bounds = skill(own, theirs), skill_range(own, theirs, [o.period for o in shared])
    between = f" ({bounds[0]:+.2f} to {bounds[1]:+.2f})" if bounds else ""
    return (
        f"All {len(shared)} origins: 80 % ranges held {held:.0%} (before widening {raw:.0%}); best baseline "
        f"{best}, skill {gained:+.2f}{between}."
    )


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
