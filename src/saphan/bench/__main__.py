"""`python -m saphan.bench`: fill a data set once, then time the work people wait for on a copy of it."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SIZES = {"s": 2_000, "l": 100_000, "1m": 1_000_000}
# Where a run measures: a copy, because what it writes would make the next run's data set another one.
COPY = "SAPHAN_BENCH_COPY"


def main() -> int:
    """Print the table; 0 unless something could not be measured."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument(
        "--size", choices=SIZES, default="l", help="opportunities in the data set (default: l, 100k)"
    )
    parser.add_argument("--only", default="", help="comma-separated rows, such as S1,S12")
    parser.add_argument("--rounds", type=int, default=15, help="measured repetitions of each row")
    asked = parser.parse_args()
    prepare_home(asked.size)

    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    if COPY in os.environ:
        return measure(asked)
    from saphan.bench.dataset import ensure

    call_command("migrate", verbosity=0)
    ensure(SIZES[asked.size], say=lambda text: print(text, file=sys.stderr))
    if connection.vendor != "sqlite":  # a database on a server stays where it is, with what was written
        return measure(asked)
    connection.close()
    return measure_on_a_copy(Path(os.environ["SAPHAN_HOME"]))


def measure(asked: argparse.Namespace) -> int:
    """Print the rows that were asked for."""
    from saphan.bench.browser import print_row
    from saphan.bench.table import run

    only = {name for name in asked.only.split(",") if name}
    failed = run(only, asked.rounds)
    return print_row() or failed if not only or "S20" in only else failed


def measure_on_a_copy(home: Path) -> int:
    """The same command once more, on a copy that is thrown away."""
    with tempfile.TemporaryDirectory(prefix=f"{home.name}-", dir=home.parent) as folder:
        copy = shutil.copytree(home, Path(folder) / "home")
        command = [sys.executable, "-P", "-m", "saphan.bench", *sys.argv[1:]]
        return subprocess.call(command, env={**os.environ, COPY: str(copy)})  # noqa: S603  our own interpreter


def prepare_home(size: str) -> None:
    """The data set has a directory of its own, beside the installation's own state."""
    root = Path(os.environ.get("SAPHAN_HOME") or "var").resolve()
    os.environ["SAPHAN_HOME"] = os.environ.get(COPY) or str(root / f"bench-{size}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saphan.config.settings")
    os.environ.setdefault("SAPHAN_HOSTS", "localhost,127.0.0.1,testserver")
    os.environ.setdefault("SAPHAN_STATIC_STORAGE", "django.contrib.staticfiles.storage.StaticFilesStorage")


if __name__ == "__main__":
    raise SystemExit(main())
