"""`saphan export KIND FILE`: a list as a file, of any length."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from saphan.cli.acting import actor_of
from saphan.cli.answering import answer, language
from saphan.cli.commands import Commands, command, in_workspace, name_and_value
from saphan.cli.opening import open_house
from saphan.core.errors import RuleBroken

STDOUT = "-"
KINDS = "accounts, people, leads, opportunities, quotes, price_lists, contracts, clauses, duties, orders, invoices, receipts, interactions, next_steps, costs, campaigns, survey_invitations, survey_answers, whitespace_cells or targets"


def add(commands: Commands) -> None:
    added = command(commands, "export", run, "Write a list as CSV or workbook.")
    added.add_argument("kind", metavar="KIND", help=KINDS)
    added.add_argument("file", metavar="FILE", help="ends in .csv or .xlsx; - writes CSV to stdout")
    in_workspace(added)
    added.add_argument(
        "--filter", action="append", default=[], type=name_and_value, metavar="NAME=VALUE",
        help="as in the address of the page: status=open, amount__gte=100000; several of one name mean any",
    )  # fmt: skip
    added.add_argument("--sort", default="", metavar="NAME", help="with a leading - the other way round")
    added.add_argument("--columns", default="", metavar="NAME,NAME", help="which columns, by default all")


def run(options: Namespace) -> None:
    """A file that is there already is not replaced. Raises RuleBroken("file.exists")."""
    open_house()
    from saphan.exchange.export import export_rows

    filters: dict[str, Any] = defaultdict(list)
    for name, value in options.filter:
        filters[name].append(value)
    titles = [title for title in options.columns.split(",") if title]
    fmt = "csv" if options.file == STDOUT else Path(options.file).suffix.removeprefix(".").lower()
    pieces = export_rows(
        actor_of(options), options.kind, dict(filters), titles, fmt, language=language(), sort=options.sort
    )
    if options.file == STDOUT:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        return
    size = _write(Path(options.file), pieces)
    answer({"kind": options.kind, "file": options.file, "bytes": size}, [f"{options.file}: {size:,} B"])


def _write(path: Path, pieces: Iterator[bytes]) -> int:
    if path.exists():
        raise RuleBroken("file.exists", field="file", path=str(path))
    with path.open("xb") as file:
        return sum(file.write(piece) for piece in pieces)
