"""Writes years of history into the journal at once, each change with its own actor, instant and reason.

Running every past action one by one takes minutes. Here records live in memory while their history is told,
and go into the database in their last state, together with everything the journal would hold. What follows
from it (ledger, search index, last touches) is then worked out by the same subscribers as always.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from saphan.commerce.ledger import post
from saphan.commerce.models import Order
from saphan.commerce.order_ledger import post_orders
from saphan.core.period import Micros
from saphan.journal.models import BORN, Change, Entry
from saphan.journal.recorder import COLUMNS, NOTED, Noted, Recorder
from saphan.journal.values import first_values, written
from saphan.pipeline.models import Opportunity
from saphan.pipeline.terms import OpportunityStatus
from saphan.workspace.actor import Actor
from saphan.workspace.bulk import insert, insert_values, reserve_keys
from saphan.workspace.codes import next_codes
from saphan.workspace.models import Member, Record
from saphan.workspace.terms import Door

MONEY = ("status", "amount_minor", "currency")


@dataclass
class Moment:
    """One action of the past: who did what, when it was recorded, and why."""

    at: Micros
    member: Member
    action: str
    reason: str = ""
    entries: list[tuple[Record, Noted]] = field(default_factory=list)
    money: list[tuple[Opportunity, dict[str, Any]]] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.at = int(self.at)


class Chronicle:
    """The history of one workspace while it is being told."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.moments: list[Moment] = []

    def moment(self, at: Micros, member: Member, action: str, reason: str = "") -> Moment:
        """Something that `member` did at `at` (UTC microseconds)."""
        self.moments.append(Moment(at, member, action, reason))
        return self.moments[-1]

    def born(self, record: Record, moment: Moment, effective_at: Micros | None = None) -> None:
        """`record` comes into being with the values it has now; what it points to is settled already."""
        record.workspace_id = self.actor.workspace_id
        record.created_at, record.created_by_id = moment.at, moment.member.pk
        self._note(record, moment, BORN, None, first_values(record), effective_at)
        if isinstance(record, Order):
            moment.orders.append(record)

    def changed(
        self, record: Record, moment: Moment, effective_at: Micros | None = None, **values: Any
    ) -> None:
        """`record` takes these values; foreign keys by their column."""
        was_won = getattr(record, "status", "") == OpportunityStatus.WON
        before = {name: getattr(record, name) for name in values}
        new = {name: value for name, value in values.items() if before[name] != value}
        record.version += 1 if new else 0
        for name, value in new.items():
            setattr(record, name, value)
            self._note(record, moment, name, written(before[name]), written(value), effective_at)
        if isinstance(record, Opportunity) and (was_won or record.status == OpportunityStatus.WON):
            moment.money.append((record, {name: getattr(record, name) for name in MONEY}))

    def settle(self, records: Iterable[Record]) -> None:
        """Insert records of one kind in the state they have now, with codes in the order of their birth."""
        wanted = sorted(records, key=lambda record: record.created_at)
        if not wanted:
            return
        codes = next_codes(self.actor.workspace_id, type(wanted[0]).PREFIX, len(wanted))
        for record, code in zip(wanted, codes, strict=True):
            record.code = code
            record.refresh_derived()
        insert(wanted)

    def write(self) -> None:
        """Write everything told so far into the journal, oldest first, and let the subscribers work."""
        told = sorted((moment for moment in self.moments if moment.entries), key=lambda moment: moment.at)
        changes = [self._change(moment) for moment in told]
        insert(changes)
        keys = iter(reserve_keys(Entry, sum(len(moment.entries) for moment in told)))
        read, rows, entries = attrgetter(*NOTED), [], []
        for moment, change in zip(told, changes, strict=True):
            for record, entry in moment.entries:
                entry.entity_id = record.pk
                entries.append(entry)
                rows.append((*read(entry), next(keys), change.pk, change.workspace_id, change.recorded_at))
        insert_values(Entry, COLUMNS, rows)
        self._post_ledger(told, changes)
        # Subscribers look at the present state, so one word about everything is enough. The ledger was told
        # moment by moment; of a birth it would believe that nothing was posted yet, and post all again.
        recorder = Recorder(self.actor, changes[-1].action, entries=entries)
        recorder.tell_subscribers(changes[-1], but=(post, post_orders))
        self.moments.clear()

    def _note(
        self,
        record: Record,
        moment: Moment,
        attribute: str,
        old: str | None,
        new: str | None,
        at: Micros | None,
    ) -> None:
        instant = moment.at if at is None else at
        entry = Noted(record.KIND, 0, attribute, old, new, instant, record.version)
        moment.entries.append((record, entry))

    def _change(self, moment: Moment) -> Change:
        return Change(
            workspace_id=self.actor.workspace_id, action=moment.action, actor=moment.member, door=Door.WEB,
            reason=moment.reason, recorded_at=moment.at,
        )  # fmt: skip

    def _post_ledger(self, told: list[Moment], changes: list[Change]) -> None:
        """The ledger looks at the deal as it stands, so each deal is shown to it as it stood then."""
        last: dict[int, dict[str, Any]] = {}
        for moment, change in zip(told, changes, strict=True):
            for deal, state in moment.money:
                Opportunity.objects.filter(pk=deal.pk).update(**state)
                post(change, [entry for record, entry in moment.entries if record is deal])
                last[deal.pk] = {name: getattr(deal, name) for name in MONEY}
            for order in moment.orders:
                post_orders(change, [entry for record, entry in moment.entries if record is order])
        for pk, state in last.items():
            Opportunity.objects.filter(pk=pk).update(**state)
