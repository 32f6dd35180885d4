"""What stood open at each client at an instant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saphan.core.late import np
from saphan.core.period import Micros
from saphan.measures.facts import facts_of
from saphan.measures.past.reading import Reading, lay_out
from saphan.measures.statements import statement
from saphan.measures.stretch import checked_filters
from saphan.workspace.actor import Actor


@dataclass(frozen=True)
class Open:
    """Deals and their sum in minor units; `left_out` are in no sum for want of an amount or a rate."""

    deals: int = 0
    minor: int = 0
    left_out: int = 0


@dataclass(frozen=True)
class OpenAtClients:
    """`of` holds clients by id; `total` counts every deal the actor may read, with a client or without."""

    of: Mapping[int, Open]
    owners: Mapping[int, int]
    total: Open


def open_at_clients(
    actor: Actor,
    account_ids: Sequence[int],
    *,
    as_of: Micros,
    known_at: Micros | None = None,
    filters: Mapping[str, int] | None = None,
) -> OpenAtClients:
    """Open deals of these clients at `as_of` by what was known at `known_at`, and who looked after each then.

    Raises RuleBroken("kpi.unknown_filter").
    """
    workspace = actor.workspace
    reading = Reading(actor, as_of, known_at, checked_filters(filters or {}), workspace.currency)
    with facts_of(workspace).read(workspace, known_at=known_at, currency=reading.currency) as facts:
        lay_out(facts, reading, fate="open")
        facts.fill("wanted", {"account_id": np.array(list(account_ids) or [-1], dtype=np.int64)})
        rows = facts.all(statement("past/by_account"))
        owners = dict(facts.all(statement("past/owners")))
        total = facts.all("SELECT count(*), coalesce(sum(worth), 0)::BIGINT, count(reason) FROM standing")[0]
    return OpenAtClients({row[0]: Open(*row[1:]) for row in rows}, owners, Open(*total))
