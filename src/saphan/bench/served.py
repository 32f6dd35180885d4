"""A real server process for the rows that are about one: throughput, memory, start."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

PATIENCE = 60  # seconds


@contextlib.contextmanager
def server(home: Path, workers: int = 1) -> Iterator[tuple[str, int]]:
    """Serve `home` on a free loopback port; yields the address and the process id, and ends it by that id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "saphan", "serve", "--port", str(port), "--workers", str(workers)]
    environment = {**os.environ, "SAPHAN_HOME": str(home)}
    process = subprocess.Popen(  # noqa: S603  our own interpreter
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address)
        yield address, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)


def start_from_nothing() -> float:
    """Milliseconds from an empty directory to the first page."""
    with tempfile.TemporaryDirectory(prefix="saphan-bench-") as folder:
        start = time.perf_counter()
        with server(Path(folder)):
            return (time.perf_counter() - start) * 1_000


def memory(pid: int) -> float:
    """Proportional memory of a process and its children, in MiB."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(_pss(number) for number in [pid, *map(int, children)]) / 1_024


def boards_a_second(
    address: str, path: str, cookie: str, clients: int = 4, each: int = 15
) -> tuple[float, float]:
    """Boards per second of some clients at once, and the p95 of their waits in milliseconds."""
    waits: list[float] = []

    def ask() -> None:
        for _ in range(each):
            start = time.perf_counter()
            request = urllib.request.Request(address + path, headers={"Cookie": cookie})  # noqa: S310  loopback
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
                answer.read()
            waits.append((time.perf_counter() - start) * 1_000)

    threads = [Thread(target=ask) for _ in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - start
    return clients * each / took, sorted(waits)[int(len(waits) * 0.95) - 1]


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def _wait(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/health", timeout=2) as answer:  # noqa: S310
            if answer.status == 200:
                return
        time.sleep(0.02)
    raise TimeoutError("the server did not answer in time")
