"""How much was entered about each of several instants after they were over."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from saphan.core.period import Micros
from saphan.measures.facts import facts_of
from saphan.measures.statements import statement
from saphan.workspace.actor import Actor


def late_entries(actor: Actor, instants: Sequence[Micros]) -> list[int]:
    """For each instant, how many changes of deals and lines of the ledger were true by then and recorded later.

    Counts the whole workspace: it marks that something was restated, not what.
    """
    with facts_of(actor.workspace).read(
        actor.workspace, known_at=None, currency=actor.workspace.currency
    ) as facts:
        facts.fill("instant", {"at": np.array(instants or [0], dtype=np.int64)})
        found = dict(facts.all(statement("past/late")))
    return [int(found.get(at, 0)) for at in instants]
