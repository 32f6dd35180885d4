"""How much was entered about each of several instants after they were over."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple

from saphan.core.late import np
from saphan.core.period import Micros
from saphan.journal.models import Entry
from saphan.measures.facts import facts_of
from saphan.measures.statements import statement
from saphan.workspace.actor import Actor

KEPT = 64


class _Head(NamedTuple):
    """How long the journal was when something was counted; two journals never agree in both."""

    seq: int
    recorded_at: Micros


_kept: OrderedDict[tuple[int, tuple[Micros, ...]], tuple[_Head, list[int]]] = OrderedDict()
_lock = Lock()


def late_entries(actor: Actor, instants: Sequence[Micros]) -> list[int]:
    """For each instant, how many changes of deals and lines of the ledger were true by then and recorded later.

    Counts the whole workspace: it marks that something was restated, not what. Counted anew when the journal grew.
    """
    key, head = (actor.workspace_id, tuple(instants)), _head(actor.workspace_id)
    with _lock:
        kept = _kept.get(key)
    if kept is not None and kept[0] == head:
        return kept[1]
    found = _counted(actor, instants)
    with _lock:
        _kept[key] = (head, found)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


def _head(workspace_id: int) -> _Head:
    newest = Entry.objects.filter(workspace_id=workspace_id).order_by("-seq")
    return _Head._make(newest.values_list("seq", "recorded_at").first() or (0, 0))


def _counted(actor: Actor, instants: Sequence[Micros]) -> list[int]:
    workspace = actor.workspace
    with facts_of(workspace).read(workspace, known_at=None, currency=workspace.currency) as facts:
        late = facts.columns(statement("past/late"))
    # True by an instant and not yet recorded = true by then, less recorded by then: each is recorded after it is true.
    order = np.argsort(np.array(instants, dtype=np.int64), kind="stable")
    places = np.array(instants, dtype=np.int64)[order]
    by_then = [
        np.cumsum(np.bincount(np.searchsorted(places, late[name]), minlength=len(places) + 1))[: len(places)]
        for name in ("effective_at", "recorded_at")
    ]
    found = np.empty(len(places), dtype=np.int64)
    found[order] = by_then[0] - by_then[1]
    return [int(number) for number in found]
