"""`saphan import KIND FILE`: bring a table in, tried first without a trace if wished."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from saphan.cli.acting import actor_of
from saphan.cli.answering import answer, progress
from saphan.cli.commands import Commands, command, in_workspace
from saphan.cli.opening import open_house
from saphan.core.errors import NotFound, RuleBroken

KINDS = (
    "accounts",
    "people",
    "members",
    "offerings",
    "leads",
    "opportunities",
    "price_lists",
    "quotes",
    "contracts",
    "orders",
    "invoices",
    "receipts",
    "campaigns",
    "costs",
    "survey_invitations",
    "survey_answers",
    "whitespace_cells",
    "targets",
)
COUNTS = ("created", "updated", "unchanged", "known", "bad")
NOT_DONE = 1


def add(commands: Commands) -> None:
    added = command(commands, "import", run, "Bring a table in from CSV or XLSX.")
    added.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    added.add_argument("file", type=Path, metavar="FILE", help="CSV or XLSX")
    added.add_argument(
        "--map", type=Path, metavar="FILE", help="mapping, TOML or JSON; by default what is proposed"
    )
    added.add_argument("--dry-run", action="store_true", help="try everything, keep nothing")
    in_workspace(added)
    undoing = command(commands, "undo-import", undo, "Take a whole import back, for 30 days.")
    undoing.add_argument("code", metavar="CODE", help="its code, such as X-7")
    in_workspace(undoing)


def undo(options: Namespace) -> None:
    """What somebody has worked on since stays as it is. Raises NotFound("import.unknown")."""
    open_house()
    from saphan.exchange.runs import runs_for
    from saphan.exchange.undo import undo_import

    actor = actor_of(options)
    found = runs_for(actor).filter(code=options.code).first()
    if found is None:
        raise NotFound("import.unknown", field="code", code=options.code)
    done = undo_import(found, actor, _count)
    answer(
        {"import": done.code, "file": done.file_name, "state": done.state},
        [f"{done.code} {done.file_name}: {done.state}"],
    )


def run(options: Namespace) -> int:
    """0 when the rows are in (or the trial ran), 1 when questions have to be answered first."""
    open_house()
    from saphan.exchange.commands import import_file

    if not options.file.is_file():
        raise RuleBroken("file.not_there", field="file", path=str(options.file))
    told = import_file(
        actor_of(options), options.kind, options.file, map_file=options.map, dry_run=options.dry_run,
        progress=_count,
    )  # fmt: skip
    answer(told, _lines(told))
    return NOT_DONE if told["state"] == "questions" else 0


def _count(done: int, total: int) -> None:
    progress(f"{done:,} / {total:,}")


def _lines(told: dict[str, Any]) -> Iterator[str]:
    from django.utils.translation import gettext as _

    from saphan.words.refusal import sentence_of

    for question in told.get("questions", ()):
        proposal = question["proposal"] or "…"
        yield f"? {question['field']} “{question['text']}” × {question['rows']} → {proposal}"
    if told["state"] == "questions":
        yield _("Nothing was written. Answer these in a mapping file and give it with --map.")
        return
    counts = {name: told[name] for name in COUNTS if name in told} | told["flags"]
    yield f"{told['file']}: " + ", ".join(f"{name} {count:,}" for name, count in counts.items())
    for problem in told["problems"]:
        error = RuleBroken(problem["code"], field=problem["field"], **problem["values"])
        yield f"  {problem['line']}: {problem['field'] or '—'}: {sentence_of(error)}"
