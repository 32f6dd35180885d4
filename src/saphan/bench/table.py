"""Runs the rows and prints them: p50, p95, CPU, queries, bytes, reference and ratio."""

from __future__ import annotations

import gzip
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

WARM_UPS = 2


@dataclass(frozen=True)
class Timed:
    """What some repetitions of one piece of work took, in milliseconds."""

    p50: float
    p95: float
    cpu: float
    queries: int = 0
    kilobytes: float = 0.0


@dataclass(frozen=True)
class Row:
    """One line of the table. `work` returns the answer's bytes; `reference` is the least the machine must do."""

    name: str
    what: str
    work: Callable[[], bytes]
    reference: Callable[[], object]
    target: str
    unit: str = "ms"


def timed(work: Callable[[], object], rounds: int) -> Timed:
    """Time `work`; the last round also counts its queries and its bytes as a browser gets them."""
    for _ in range(WARM_UPS):
        work()
    walls, cpu_before = [], time.process_time()
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        walls.append((time.perf_counter() - start) * 1_000)
    cpu = (time.process_time() - cpu_before) * 1_000 / rounds
    with CaptureQueriesContext(connection) as caught:
        answer = work()
    size = len(gzip.compress(answer)) / 1_024 if isinstance(answer, bytes) else 0.0
    walls.sort()
    p95 = walls[min(len(walls) - 1, int(len(walls) * 0.95))]
    return Timed(statistics.median(walls), p95, cpu, len(caught), size)


def run(only: set[str], rounds: int) -> int:
    """Measure and print the rows; 1 when one of them failed."""
    from itertools import chain

    from saphan.bench.figures import figure_rows
    from saphan.bench.rows import all_rows
    from saphan.bench.serving import served_lines

    load = os.getloadavg()[0]
    print(f"load before start {load:.1f} · {connection.vendor} · figures are ratios within this run")
    print(
        f"{'row':4} {'what':44} {'p50':>9} {'p95':>9} {'CPU':>8} {'q':>3} {'KB gz':>7} {'ref.':>8} {'ratio':>7} {'CPU ratio':>9}  target"
    )
    failed = 0
    for row in chain(all_rows(), figure_rows()):
        if only and row.name not in only:
            continue
        try:
            work, least = timed(row.work, rounds), timed(row.reference, rounds)
        except Exception as error:
            failed = 1
            print(f"{row.name:4} {row.what:44} failed: {type(error).__name__}: {error}")
            continue
        ratio = work.p50 / least.p50 if least.p50 else float("inf")
        # On a machine that others use too, this is the ratio to believe.
        by_cpu = work.cpu / least.cpu if least.cpu else float("inf")
        print(
            f"{row.name:4} {row.what:44} {work.p50:9.2f} {work.p95:9.2f} {work.cpu:8.2f} {work.queries:3d} "
            f"{work.kilobytes:7.1f} {least.p50:8.2f} {ratio:7.1f} {by_cpu:9.1f}  {row.target}"
        )
    return failed | served_lines(only)
