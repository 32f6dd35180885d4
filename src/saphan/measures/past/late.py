"""How much was entered about each of several instants after they were over.

Counted from the journal itself and carried on with what comes: every board shows it, and asking the store of facts
would load the whole engine into each process that shows boards.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from threading import Lock

from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, Max, Model, Q, QuerySet

from saphan.commerce.models import LedgerLine
from saphan.core.period import Micros
from saphan.journal.models import BORN, Entry
from saphan.measures.facts.reading import Position, journal_head
from saphan.workspace.actor import Actor

# Days begin on a quarter of an hour in every zone, so nothing finer is kept.
QUARTER = 900_000_000  # microseconds
RESTATED = Q(
    attribute__in=(BORN, "status", "stage_id", "amount_minor", "expected_close_on"), kind="opportunity"
)


def late_entries(actor: Actor, instants: Sequence[Micros]) -> list[int]:
    """For each instant, the last of a day, how many changes of deals and lines of the ledger were true by then and
    recorded later.

    Counts the whole workspace: it marks that something was restated, not what.
    """
    with _lock:
        counted = _counted.setdefault(actor.workspace_id, _Counted())
    with counted.lock:
        counted.follow(actor.workspace_id)
        # True by an instant and not yet recorded = true by then, less recorded by then: each is recorded after it is true.
        return [counted.true.before(t + 1) - counted.known.before(t + 1) for t in instants]


class _Times:
    """How many instants of a kind lie before another one."""

    def __init__(self) -> None:
        self.counts: Counter[int] = Counter()
        self.settle()

    def settle(self) -> None:
        self.quarters = sorted(self.counts)
        self.sums = [0, *accumulate(self.counts[quarter] for quarter in self.quarters)]

    def before(self, instant: Micros) -> int:
        return self.sums[bisect_left(self.quarters, instant // QUARTER)]


class _Counted:
    """What one workspace's journal held up to a position."""

    def __init__(self) -> None:
        self.lock, self.position, self.true, self.known = Lock(), Position(), _Times(), _Times()

    def follow(self, workspace_id: int) -> None:
        """Count what came since; all of it anew where the journal is another one."""
        is_same, head = journal_head(workspace_id, self.position)
        if not is_same:
            self.position, self.true, self.known = Position(), _Times(), _Times()
            head = head._replace(line_id=0)
        elif head == self.position:
            return
        self._add(Entry.objects.filter(RESTATED, **_since(workspace_id, self.position, head)), "seq")
        lines = LedgerLine.objects.filter(
            workspace_id=workspace_id, id__gt=head.line_id, change_id__lte=head.change_id
        )
        self.position = head._replace(line_id=self._add(lines, "id") or head.line_id)
        self.true.settle()
        self.known.settle()

    def _add(self, rows: QuerySet[Model], key: str) -> int:
        """Add the late ones of these rows; returns the largest of their keys, 0 where there is none."""
        quarters = {
            name: ExpressionWrapper(F(column) / QUARTER, output_field=BigIntegerField())
            for name, column in (("true", "effective_at"), ("known", "recorded_at"))
        }
        late = rows.filter(recorded_at__gt=F("effective_at")).order_by().annotate(**quarters)
        last = 0
        for true, known, count, largest in late.values_list("true", "known").annotate(
            count=Count("*"), last=Max(key)
        ):
            self.true.counts[true] += count
            self.known.counts[known] += count
            last = max(last, largest)
        return last


def _since(workspace_id: int, after: Position, head: Position) -> dict[str, int]:
    return {"workspace_id": workspace_id, "seq__gt": after.seq, "seq__lte": head.seq}


_counted: dict[int, _Counted] = {}
_lock = Lock()
