"""Importing and exporting as one call, for the command line and for programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from saphan.exchange.engine import Trial, apply, mapping_for, trial, unwatched
from saphan.exchange.mapping import Mapping, read_mapping
from saphan.exchange.models import ImportRun
from saphan.exchange.runs import save_mapping, start_run
from saphan.exchange.survey import questions
from saphan.workspace.actor import Actor

Progress = Callable[[int, int], None]
PROBLEMS_TOLD = 20


def import_file(
    actor: Actor,
    kind: str,
    file: Path,
    *,
    map_file: Path | None = None,
    dry_run: bool = False,
    progress: Progress = unwatched,
) -> dict[str, Any]:
    """Bring a file in with the answers of a mapping file; without one, with what can be proposed.

    Returns a summary that is plain JSON. What is still open is listed under "questions" and nothing is written.
    Raises what reading the file, the mapping and the rows raises.
    """  # fmt: skip
    with file.open("rb") as content:
        run = start_run(actor, kind, file.name, content)
    mapping = _chosen(run, map_file) if map_file else mapping_for(run)
    if open_questions := _open(run, mapping, actor):
        return _told(run) | {"state": "questions", "questions": open_questions}
    if dry_run:
        tried = trial(run, actor, progress)
        return _told(run) | {"state": "tried"} | _tried(tried)
    return _told(apply(run, actor, progress))


def _chosen(run: ImportRun, map_file: Path) -> Mapping:
    """The mapping of a file; one that names no columns answers questions only, and the proposed columns hold."""
    mapping = read_mapping(map_file)
    mapping.columns = mapping.columns or mapping_for(run).columns
    return save_mapping(run, mapping.as_dict())


def _open(run: ImportRun, mapping: Mapping, actor: Actor) -> list[dict[str, Any]]:
    """Questions that nobody answered; unknown names that may be created are none, nor are rows left to fail."""
    asked = [each for each in questions(run, mapping, actor) if each.field not in mapping.create]
    return [
        {
            "kind": q.kind,
            "field": q.field,
            "text": q.text,
            "rows": q.rows,
            "proposal": q.proposal,
            "choices": q.choices,
        }
        for q in asked
        if q.kind == "date_order" or q.proposal or q.kind == "stage"
    ]


def _told(run: ImportRun) -> dict[str, Any]:
    return {
        "import": run.code, "kind": run.kind, "file": run.file_name, "state": run.state, "rows": run.total_rows,
        "created": run.created, "updated": run.updated, "unchanged": run.unchanged, "bad": run.bad,
        "flags": run.flags, "problems": [
            {"line": row.number, "code": row.problem, "field": row.field, "values": row.values}
            for row in run.bad_rows.order_by("pk")[:PROBLEMS_TOLD]
        ],
    }  # fmt: skip


def _tried(tried: Trial) -> dict[str, Any]:
    return {
        "created": tried.created, "known": tried.known, "bad": tried.bad, "flags": tried.flags,
        "problems": [{name: value for name, value in each.items() if name != "cells"} for each in tried.problems[:PROBLEMS_TOLD]],
    }  # fmt: skip
