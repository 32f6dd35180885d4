"""Making bases: from the journal alone, or from a base and its tail."""

from __future__ import annotations

import logging
from pathlib import Path

from saphan.measures.facts.bases import UNFINISHED, BaseFile, newest_base, only_writer, publish
from saphan.measures.facts.engine import duckdb
from saphan.measures.facts.kept import PRESENT
from saphan.measures.facts.parts import PART_OF
from saphan.measures.facts.reading import LONG, journal_is_long
from saphan.measures.facts.store import FactStore, facts_of
from saphan.measures.facts.worlds import RAW
from saphan.measures.statements import statement
from saphan.workspace.models import Workspace

LONGEST_TAIL = 5_000
# Neighbours in these orders are read together, so that most of a file is passed over.
ORDER = {
    "deal_birth": "deal_id",
    "event": "kind, entity_id, effective_at, seq",
    "ledger_line": "deal_id, line_id",
    "deal_version": "deal_id, valid_from",
    "moment": "kind, day, deal_id, event_id",
    "deal_share": "deal_id, valid_from, offering_id",
}
log = logging.getLogger(__name__)


def rebuild(workspace: Workspace) -> BaseFile | None:
    """Make a base from the journal alone; None when the disk does not take one.

    Two processes that want one at the same time get one: the second waits for the first.
    """
    before = newest_base(workspace.pk)
    try:
        with only_writer(workspace.pk) as place:
            if (made := newest_base(workspace.pk)) != before:
                return made
            scratch = place / f"scratch{UNFINISHED}"
            _remove(scratch)
            store = FactStore(workspace.pk, scratch)
            store.follow(workspace)
            made = write(store, place)
            store.connection.close()
            _remove(scratch)
            return made
    except (OSError, duckdb.IOException):
        log.exception("the facts of %s could not be written; reading the journal instead", workspace.code)
        return None


def settle(workspace: Workspace, longest_tail: int = LONGEST_TAIL) -> bool:
    """Make the next base where the tail has grown long. Returns whether one was made."""
    base = newest_base(workspace.pk)
    if base is None:
        return journal_is_long(workspace.pk, longer_than=LONG) and rebuild(workspace) is not None
    if not journal_is_long(workspace.pk, base.seq, longest_tail):
        return False
    store = facts_of(workspace)
    with store.lock, only_writer(workspace.pk) as place:
        store.follow(workspace)
        write(store, place)
    return True


def write(store: FactStore, place: Path) -> BaseFile:
    """Write all that a store holds into a new file and publish it. The caller is the only writer."""
    unfinished, run = place / f"base{UNFINISHED}", store.connection.execute
    _remove(unfinished)
    run(f"ATTACH '{unfinished}' AS made")
    try:
        run("CREATE SCHEMA made.fact; CREATE SCHEMA made.present")
        for table in RAW:
            _copy(store, f"fact.{table}", table, "WHERE seq > 0" if table == "event" else "")
        for (table,) in run(statement("facts/tables_of_present")).fetchall():
            _copy(store, f"{PRESENT}.{table}", table)
        run(
            "CREATE TABLE made.made (zone VARCHAR, seq BIGINT, anchor BIGINT, change_id BIGINT, line_id BIGINT)"
        )
        run("INSERT INTO made.made VALUES (?, ?, ?, ?, ?)", [store.zone, *store.position])
    finally:
        run("DETACH made")
    return publish(unfinished, store.position.seq)


def _copy(store: FactStore, source: str, table: str, where: str = "") -> None:
    order = ORDER.get(table, "ALL" if table not in PART_OF else "deal_id")
    store.connection.execute(f"CREATE TABLE made.{source} AS FROM {source} {where} ORDER BY {order}")


def _remove(path: Path) -> None:
    for one in (path, path.with_name(f"{path.name}.wal")):
        one.unlink(missing_ok=True)
