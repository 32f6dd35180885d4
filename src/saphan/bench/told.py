"""Tells the journal of the data set again as if it had been written over its three years.

Rows are written in one go, recorded now. Told in time, each is recorded when it was true, one in thirty two days
later, in the order of recording, so that past knowledge can be asked for.
"""

from __future__ import annotations

from django.db import connection

from saphan.administration.actions import create_territory
from saphan.journal.models import Entry
from saphan.workspace.actor import Actor

LATE = 2 * 86_400_000_000
TOLD = (
    "CREATE TEMPORARY TABLE told AS SELECT row_number() OVER (ORDER BY recorded_at, seq) AS place, * FROM ("
    " SELECT {kept}, CASE WHEN recorded_at = effective_at THEN {first} ELSE effective_at END AS effective_at,"
    " CASE WHEN recorded_at = effective_at THEN {first} WHEN seq % 30 = 0 THEN effective_at + {late}"
    " ELSE effective_at END AS recorded_at FROM journal_entry WHERE workspace_id = {workspace}) retold"
)


def tell_in_time(actor: Actor, first: int) -> None:
    """Renumber the journal and the ledger. What was set up today counts as set up at `first` (UTC microseconds)."""
    columns = [str(field.column) for field in Entry._meta.concrete_fields]
    moved = {"seq", "effective_at", "recorded_at"}
    others = ", ".join(name for name in columns if name not in moved)
    told = TOLD.format(kept=f"seq, {others}", first=first, late=LATE, workspace=actor.workspace_id)
    with connection.cursor() as cursor:
        cursor.execute(told)
        cursor.execute("DELETE FROM journal_entry WHERE workspace_id = %s", [actor.workspace_id])
        cursor.execute(
            f"INSERT INTO journal_entry (seq, effective_at, recorded_at, {others})"  # noqa: S608  our own columns
            f" SELECT place, effective_at, recorded_at, {others} FROM told ORDER BY place"
        )
        cursor.execute("DROP TABLE told")
        cursor.execute(
            "UPDATE commerce_ledgerline SET recorded_at = effective_at WHERE workspace_id = %s",
            [actor.workspace_id],
        )
    # The newest entry must belong to the newest change: up to there the ledger is read.
    create_territory(actor=actor, name="Overseas")
