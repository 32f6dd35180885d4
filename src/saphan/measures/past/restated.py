"""What differs between how an instant looked then and how we know it now, with who entered it and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from saphan.core.late import np
from saphan.core.period import Micros, from_micros
from saphan.journal.models import BORN, Entry
from saphan.measures.facts import Facts, facts_of
from saphan.measures.names import records_of
from saphan.measures.past.reading import Reading, holders_of, lay_out, scope_of
from saphan.measures.statements import composed

LISTED = 50


@dataclass(frozen=True)
class Line:
    """One entry that came later than the instant it changes."""

    entry: Entry
    deal: str
    name: str

    @property
    def recorded_at(self) -> Micros:
        return self.entry.recorded_at

    def as_json(self) -> dict[str, Any]:
        entry, is_birth = self.entry, self.entry.attribute == BORN
        return {
            "deal": self.deal, "name": self.name, "attribute": "created" if is_birth else entry.attribute,
            "before": None if is_birth else entry.before, "after": None if is_birth else entry.after,
            "effective_at": from_micros(entry.effective_at).isoformat(),
            "recorded_at": from_micros(entry.recorded_at).isoformat(), "by": entry.change.actor.code,
            "by_name": entry.change.actor.name, "change": entry.change_id, "reason": entry.change.reason,
        }  # fmt: skip


@dataclass(frozen=True)
class Restatement:
    """Both readings of one instant in the same currency and rates. `lines` are the newest of `count` entries."""

    stood_deals: int
    stood_minor: int
    known_deals: int
    known_minor: int
    lines: Sequence[Line]
    count: int

    @property
    def minor(self) -> int:
        """As we now know less as it stood."""
        return self.known_minor - self.stood_minor

    @property
    def deals(self) -> int:
        return self.known_deals - self.stood_deals

    @property
    def is_any(self) -> bool:
        return bool(self.count or self.minor or self.deals)

    def as_json(self) -> dict[str, Any]:
        return {
            "stood": {"deals": self.stood_deals, "minor": self.stood_minor},
            "known": {"deals": self.known_deals, "minor": self.known_minor},
            "difference": {"deals": self.deals, "minor": self.minor},
            "entries": self.count, "lines": [line.as_json() for line in self.lines],
        }  # fmt: skip


def restatement(reading: Reading, *, fate: str = "open", listed: int = LISTED) -> Restatement:
    """What was entered after the instant `reading.then` about how it was then, about deals of that fate."""
    workspace = reading.actor.workspace
    store, currency = facts_of(workspace), reading.currency
    with store.read(workspace, known_at=None, currency=currency) as facts:
        lay_out(facts, reading, fate=fate)
        known = _sums(facts)
        later = facts.all(composed("past/restated", scope=scope_of(reading), holders=holders_of(reading)))
        concerned = _there(facts, {row[0] for row in later})
    if not later and not holders_of(reading):
        return Restatement(*known, *known, [], 0)
    with store.read(workspace, known_at=reading.then, currency=currency) as facts:
        lay_out(facts, reading, fate=fate)
        stood = _sums(facts)
        concerned |= _there(facts, {row[0] for row in later})
    seqs = [seq for deal_id, seq in later if deal_id in concerned]
    return Restatement(*stood, *known, _lines(seqs[:listed], workspace.pk), len(seqs))


def _sums(facts: Facts) -> tuple[int, int]:
    count, minor = facts.all("SELECT count(*), coalesce(sum(worth), 0)::BIGINT FROM standing")[0]
    return count, minor


def _there(facts: Facts, deal_ids: set[int]) -> set[int]:
    """Those of the deals that stand here."""
    if not deal_ids:
        return set()
    facts.fill("wanted", {"deal_id": np.array(sorted(deal_ids), dtype=np.int64)})
    return {row[0] for row in facts.all("SELECT deal_id FROM standing SEMI JOIN wanted USING (deal_id)")}


def _lines(seqs: Sequence[int], workspace_id: int) -> list[Line]:
    entries = Entry.objects.filter(seq__in=seqs).select_related("change__actor").order_by("-seq")
    named = records_of((("opportunity", entry.entity_id) for entry in entries), workspace_id)
    return [Line(entry, *named.get(("opportunity", entry.entity_id), ("", ""))) for entry in entries]
