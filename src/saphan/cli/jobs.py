"""What waits to be done outside of requests: messages, imports left unfinished, bases of facts, statistics.

Several may work at once, in one process or many: every piece of work is claimed in the database first.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from saphan.exchange.models import ImportRun

SHORTEST_WAIT, LONGEST_WAIT = 1.0, 15.0  # seconds
SILENCE = 60_000_000  # microseconds; a batch takes a second or two
log = logging.getLogger(__name__)


def work(ended: Event | None = None) -> None:
    """Work until `ended` is set; the fewer there is to do, the longer the waits in between."""
    ended, wait = ended or Event(), SHORTEST_WAIT
    while not ended.wait(wait):
        wait = SHORTEST_WAIT if _turn() else min(wait * 1.5, LONGEST_WAIT)


def work_once() -> dict[str, int]:
    """Do what is due now. Returns how much of each kind of work was done."""
    return {name: job() for name, job in _jobs().items()}


def _turn() -> int:
    """One round. Trouble with one kind of work leaves the others alone; the database may be away a while."""
    from django.db import close_old_connections

    done = 0
    for name, job in _jobs().items():
        try:
            done += job()
        except Exception:
            log.exception("%s could not be worked off; trying again later", name)
        finally:
            close_old_connections()
    return done


def _jobs() -> dict[str, Callable[[], int]]:
    return {
        "reports": _send_reports,
        "messages": _deliver,
        "imports": _resume_imports,
        "facts": _settle_facts,
        "clients": _refresh_clients,
        "statistics": _read_statistics,
        "quotes": _expire_quotes,
        "contracts": _run_contracts,
    }


def _expire_quotes() -> int:
    """Mark what clients have not accepted in time."""
    from saphan.commerce.actions import expire_quotes
    from saphan.commerce.quote_queries import workspaces_with_quotes_due
    from saphan.journal import now
    from saphan.workspace.actor import system_actor

    return sum(expire_quotes(actor=system_actor(each)) for each in workspaces_with_quotes_due(now()))


def _run_contracts() -> int:
    """Let contracts go on or end whose term is over, and date what is owed in the year ahead."""
    from saphan.commerce.actions import run_contracts
    from saphan.commerce.contract_queries import workspaces_with_contracts_to_run
    from saphan.journal import now
    from saphan.workspace.actor import system_actor

    due = workspaces_with_contracts_to_run(now())
    return sum(run_contracts(actor=system_actor(each)) for each in due)


def _send_reports() -> int:
    """Freeze the reports that are due and promise their messages; the next job sends them."""
    from saphan.journal import now
    from saphan.measures.reports.schedules import send_due

    return send_due(now())


def _deliver() -> int:
    from saphan.administration.tasks import deliver_due
    from saphan.journal import now

    return deliver_due(now())


def _resume_imports() -> int:
    """Go on with imports whose process is gone: nothing was heard of them for a while."""
    from saphan.exchange.models import ImportRun
    from saphan.exchange.terms import RunState
    from saphan.journal import now

    silent = ImportRun.objects.filter(state=RunState.RUNNING, touched_at__lt=now() - SILENCE)
    runs = silent.select_related("member__workspace", "member__team").order_by("pk")[:10]
    return sum(_resume(run) for run in runs)


def _resume(run: ImportRun) -> bool:
    from saphan.core.errors import SaphanError
    from saphan.exchange.engine import apply
    from saphan.exchange.models import ImportRun
    from saphan.journal import now
    from saphan.workspace.actor import Actor
    from saphan.workspace.terms import Door

    mine = ImportRun.objects.filter(pk=run.pk, touched_at=run.touched_at)
    if not mine.update(touched_at=now()):
        return False  # another worker took it
    try:
        apply(run, Actor(run.member, Door.IMPORT))
    except SaphanError as refusal:
        log.warning("import %s stopped: %s", run.code, refusal)
        return False
    return True


def _settle_facts() -> int:
    """Make the next base of facts where much came into a journal since the last one."""
    from saphan.measures.facts.making import settle
    from saphan.workspace.models import Workspace

    return sum(settle(workspace) for workspace in Workspace.objects.order_by("pk"))


def _refresh_clients() -> int:
    """Work out the figures of clients that changed, or that a new day made stale."""
    from saphan.measures.clients.keeping import refresh

    return refresh()


def _read_statistics() -> int:
    from saphan.journal.statistics import STATISTICS

    return int(STATISTICS.refresh())
