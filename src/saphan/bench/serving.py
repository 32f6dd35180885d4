"""Rows about a server process of its own: many people at once, memory at rest, the first page."""

from __future__ import annotations

from django.conf import settings

from saphan.bench.dataset import CODE
from saphan.bench.rows import people_here
from saphan.bench.served import boards_a_second, memory, server, start_from_nothing

NAMES = frozenset({"S15", "S16", "S17"})
WORKERS = 2  # as many as the peers were measured with


def served_lines(only: set[str]) -> int:
    """Measure and print them; 1 when the server did not come up."""
    if only and not only & NAMES:
        return 0
    try:
        for line in _lines():
            print(line)
    except (OSError, TimeoutError) as error:
        print(f"S15  a server of its own{'':23} failed: {error}")
        return 1
    return 0


def _lines() -> list[str]:
    seller = people_here().seller
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in seller.cookies.items())
    board = f"/w/{CODE}/pipeline/"
    with server(settings.HOME, WORKERS) as (address, pid):
        boards_a_second(address, board, cookie, each=4)
        rate, slow = boards_a_second(address, board, cookie)
        several = memory(pid)
    with server(settings.HOME) as (address, pid):
        boards_a_second(address, board, cookie, each=4)
        single = memory(pid)
    started = start_from_nothing()
    return [
        f"S15  4 people on their boards                     {rate:9.1f} a second, p95 {slow:.0f} ms   ≥ 80/s, p95 ≤ 100 ms",
        f"S16  memory after that, {WORKERS} workers with jobs      {several:9.1f} MiB   ≤ 150 MiB",
        f"S16  the same, 1 worker with jobs                 {single:9.1f} MiB   ≤ 110 MiB",
        f"S17  from an empty directory to the first page    {started:9.0f} ms   ≤ 10 s",
    ]
