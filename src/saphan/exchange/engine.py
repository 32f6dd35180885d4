"""Reading a file into the workspace: tried first without a trace, then in batches that survive a crash."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import F

from saphan.core.errors import RuleBroken
from saphan.core.reading import TableRow
from saphan.exchange.kinds import KINDS, Importer, Outcome, Values
from saphan.exchange.mapping import Mapping, mapping_of
from saphan.exchange.models import BadRow, ImportRun
from saphan.exchange.prepare import prepare, pretend_created
from saphan.exchange.runs import source_of
from saphan.exchange.survey import settle_dates
from saphan.exchange.terms import RunState
from saphan.journal import action, now
from saphan.workspace.actor import Actor
from saphan.workspace.bulk import insert, many_objects
from saphan.workspace.rights import Right
from saphan.workspace.terms import Door

BATCH = 5_000
PROBLEMS_SHOWN = 100
Progress = Callable[[int, int], None]


@dataclass
class Trial:
    """What an import would do. `problems` are the first ones; `bad` counts all."""

    rows: int = 0
    created: int = 0
    known: int = 0
    bad: int = 0
    flags: dict[str, int] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)


def mapping_for(run: ImportRun) -> Mapping:
    return mapping_of(run.mapping)


def unwatched(done: int, total: int) -> None:
    """Progress that nobody watches."""


def trial(run: ImportRun, actor: Actor, progress: Progress = unwatched) -> Trial:
    """Read and judge every row as the import will, and write nothing."""
    tried, done = Trial(rows=run.total_rows), 0
    mapping = mapping_for(run)
    settle_dates(run, mapping, actor)
    importer = KINDS[run.kind](actor.through(Door.IMPORT), mapping, run.headers)
    pretend_created(importer, run, actor)
    for batch in _batches(run, 0):
        read = _read(importer, batch)
        importer.plan(read.rows, read.result)
        done += len(batch)
        _add(tried, read.result)
        progress(done, run.total_rows)
    return tried


def apply(run: ImportRun, actor: Actor, progress: Progress = unwatched) -> ImportRun:
    """Bring the file in, from where it stopped if it was stopped. Each batch is one transaction with its cursor.

    Raises RuleBroken("import.not_ready") for a run that is done or undone, and what the mapping breaks.
    """
    if run.state not in (RunState.READY, RunState.RUNNING, RunState.PAUSED):
        raise RuleBroken("import.not_ready", code=run.code)
    through = actor.through(Door.IMPORT)
    mapping = mapping_for(run)
    settle_dates(run, mapping, through)
    _begin(run)
    prepare(run, mapping, actor=through, batch=run.code)
    importer = KINDS[run.kind](through, mapping, run.headers)
    for batch in _batches(run, run.done_rows):
        with many_objects():
            apply_batch(run, importer, batch, actor=through, batch=run.code)
        run.refresh_from_db()
        progress(run.done_rows, run.total_rows)
        if run.state == RunState.PAUSED:
            return run
    finish(run, importer, actor=through, batch=run.code)
    run.refresh_from_db()
    return run


def pause(run: ImportRun) -> None:
    """Stop after the batch that is being written; `apply` goes on later."""
    ImportRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(state=RunState.PAUSED)


def may_import(actor: Actor, _subject: object) -> bool:
    return actor.may(Right.IMPORT)


@action("import.apply_batch", allow=may_import)
def apply_batch(run: ImportRun, importer: Importer, rows: list[TableRow], *, actor: Actor) -> None:
    """Write some rows and move the cursor behind them, or neither.

    Raises RuleBroken("import.elsewhere") when another process has moved the cursor meanwhile.
    """
    here = ImportRun.objects.select_for_update().get(pk=run.pk)
    if here.done_rows != run.done_rows:
        raise RuleBroken("import.elsewhere", code=run.code)
    read = _read(importer, rows)
    outcome = read.result
    importer.commit(importer.plan(read.rows, outcome), outcome)
    insert([
        BadRow(run_id=run.pk, number=p.row.number, cells=p.row.cells, problem=p.code, field=p.field, values=_plain(p.values))
        for p in outcome.problems
    ])  # fmt: skip
    for code, count in outcome.flags.items():
        here.flags[code] = here.flags.get(code, 0) + count
    ImportRun.objects.filter(pk=run.pk).update(
        done_rows=F("done_rows") + len(rows), created=F("created") + outcome.created,
        updated=F("updated") + outcome.updated, unchanged=F("unchanged") + outcome.unchanged,
        bad=F("bad") + len(outcome.problems), flags=here.flags, touched_at=now(),
    )  # fmt: skip


@action("import.finish", allow=may_import)
def finish(run: ImportRun, importer: Importer, *, actor: Actor) -> None:
    """What can only be done when all rows are in; then the run is done."""
    importer.finish(_converted(importer, run))
    ImportRun.objects.filter(pk=run.pk).update(state=RunState.DONE, finished_at=now(), touched_at=now())


@dataclass
class _Read:
    rows: list[tuple[TableRow, Values]]
    result: Outcome


def _read(importer: Importer, batch: list[TableRow]) -> _Read:
    outcome = Outcome()
    converted = [(row, importer.convert(row, outcome)) for row in batch]
    return _Read([(row, values) for row, values in converted if values is not None], outcome)


def _converted(importer: Importer, run: ImportRun) -> Iterator[tuple[TableRow, Values]]:
    for batch in _batches(run, 0):
        yield from _read(importer, batch).rows


def _batches(run: ImportRun, start: int) -> Iterator[list[TableRow]]:
    """Rows after the first `start`, in batches."""
    with source_of(run).open() as table:
        rows = islice(table, start + 1, None)  # the header is the first
        while batch := list(islice(rows, BATCH)):
            yield batch


def _begin(run: ImportRun) -> None:
    moment = now()
    ImportRun.objects.filter(pk=run.pk).update(
        state=RunState.RUNNING, started_at=run.started_at or moment, touched_at=moment
    )
    run.refresh_from_db()


def _add(tried: Trial, outcome: Outcome) -> None:
    tried.created += outcome.created
    tried.known += outcome.known
    tried.bad += len(outcome.problems)
    for code, count in outcome.flags.items():
        tried.flags[code] = tried.flags.get(code, 0) + count
    room = PROBLEMS_SHOWN - len(tried.problems)
    tried.problems += [
        {
            "line": p.row.number,
            "code": p.code,
            "field": p.field,
            "values": _plain(p.values),
            "cells": p.row.cells,
        }
        for p in outcome.problems[:room]
    ]


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value if isinstance(value, str | int | list) else str(value) for name, value in values.items()
    }
