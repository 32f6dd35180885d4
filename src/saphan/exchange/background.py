"""Imports that run while people go on working; whoever is there takes up one that was left behind."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict
from threading import Thread
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import close_old_connections, transaction

from saphan.core.errors import SaphanError
from saphan.exchange.engine import apply, trial
from saphan.exchange.models import ImportRun
from saphan.exchange.terms import RunState
from saphan.exchange.undo import undo_import
from saphan.journal import now
from saphan.workspace.actor import Actor

log = logging.getLogger(__name__)
KEPT = 3_600  # seconds that a trial's result can be read


def start_import(run: ImportRun, actor: Actor) -> None:
    """Bring a run in behind the page. A crash leaves it in state running, and a worker goes on with it."""
    ImportRun.objects.filter(pk=run.pk, state=RunState.READY).update(state=RunState.RUNNING)
    run.refresh_from_db()
    _behind(lambda: apply(run, actor))


def start_undo(run: ImportRun, actor: Actor) -> None:
    """Take a run back behind the page."""
    _behind(lambda: undo_import(run, actor))


def _behind(work: Callable[[], object]) -> None:
    """Do the work in a thread of its own; within the request where the installation asks for that."""
    if settings.IMPORTS_INLINE:
        work()
        return

    def run() -> None:
        close_old_connections()
        try:
            work()
        except SaphanError as error:
            log.warning("import stopped: %s", error.code)
        finally:
            close_old_connections()

    # What the caller has just written must be there for another connection to read.
    transaction.on_commit(Thread(target=run, daemon=True).start)


def start_trial(run: ImportRun, actor: Actor) -> None:
    """Try a run behind the page; `trial_of` tells how far it is and what came out."""
    key = _trial_key(run)
    cache.set(key, {"done": 0, "total": run.total_rows, "started": now()}, KEPT)

    def progress(done: int, total: int) -> None:
        cache.set(key, {**cache.get(key, {}), "done": done, "total": total}, KEPT)

    def work() -> None:
        try:
            result: Any = asdict(trial(run, actor, progress))
            cache.set(key, {**cache.get(key, {}), "result": result}, KEPT)
        except SaphanError as error:
            refusal = {
                "code": error.code,
                "field": error.field,
                "values": {k: str(v) for k, v in error.values.items()},
            }
            cache.set(key, {**cache.get(key, {}), "refused": refusal}, KEPT)

    _behind(work)


def trial_of(run: ImportRun) -> dict[str, Any]:
    """Progress and result of a run's trial; empty when there was none, or none any more."""
    told: dict[str, Any] = cache.get(_trial_key(run), {})
    return told


def _trial_key(run: ImportRun) -> str:
    return f"import-trial-{run.pk}"
