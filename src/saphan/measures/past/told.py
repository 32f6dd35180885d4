"""Stages and deals of the past with the names, chances and amounts that they had."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from saphan.core.period import Micros, from_micros
from saphan.journal.queries import values_then
from saphan.measures.facts import Facts
from saphan.measures.facts.days import day_of_number
from saphan.measures.names import records_of
from saphan.measures.past.reading import Reading
from saphan.measures.question import By
from saphan.measures.statements import statement
from saphan.pipeline.models import Stage as StageRow
from saphan.pipeline.queries import weighted
from saphan.workspace.models.record import labelled

_OF_STAGES = ("name", "names", "win_chance", "position", "target_days", "removed_at")


@dataclass(frozen=True)
class Stage:
    """A stage as it was set up then. `weighted` is its sum times its win chance (basis points)."""

    pk: int
    code: str
    name: str
    pipeline_id: int
    pipeline_code: str
    position: int
    win_chance: int
    target_days: int | None
    deals: int = 0
    minor: int = 0
    without_amount: int = 0
    without_rate: int = 0

    @property
    def weighted(self) -> int:
        return weighted(self.minor, self.win_chance)

    @property
    def left_out(self) -> int:
        return self.without_amount + self.without_rate

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.code, "name": self.name, "pipeline": self.pipeline_code, "win_chance": self.win_chance,
            "deals": self.deals, "minor": self.minor, "weighted_minor": self.weighted, "left_out": self.left_out,
        }  # fmt: skip


@dataclass(frozen=True)
class Deal:
    """A deal as it stood. `worth` is its amount in the currency asked for, None without amount or rate."""

    pk: int
    code: str
    name: str
    status: str
    stage: Stage | None
    stage_since: Micros | None
    client_id: int | None
    client_code: str
    client: str
    owner_id: int | None
    owner_code: str | None
    owner: str
    type: str
    currency: str
    amount_minor: int | None
    worth: int | None
    expected_close_on: date | None

    def as_json(self) -> dict[str, Any]:
        since, day = self.stage_since, self.expected_close_on
        return {
            "id": self.code, "name": self.name, "status": self.status, "stage": self.stage.code if self.stage else None,
            "stage_since": None if since is None else from_micros(since).isoformat(),
            "client": self.client_code or None, "client_name": self.client, "owner": self.owner_code,
            "owner_name": self.owner, "type": self.type, "currency": self.currency, "amount_minor": self.amount_minor,
            "minor": self.worth, "expected_close_on": day.isoformat() if day else None,
        }  # fmt: skip


def stages_of(facts: Facts, reading: Reading, language: str) -> list[Stage]:
    """Every stage that was in use then or that something stood in, in its order."""
    sums = {row[1]: row for row in facts.all(statement("past/sums"))}
    rows = list(StageRow.objects.filter(workspace_id=reading.actor.workspace_id).select_related("pipeline"))
    known = values_then(
        reading.actor.workspace_id, "stage", [row.pk for row in rows], _OF_STAGES,
        as_of=reading.then, known_at=reading.heard,
    )  # fmt: skip
    found = [_stage(row, known, sums.get(row.pk), language) for row in rows if _was_there(row, known, reading)
             or row.pk in sums]  # fmt: skip
    chosen = reading.filters.get(By.PIPELINE)
    return sorted(
        (stage for stage in found if chosen in (None, stage.pipeline_id)),
        key=lambda stage: (stage.pipeline_id, stage.position, stage.pk),
    )


def _was_there(row: StageRow, known: Mapping[tuple[int, str], Any], reading: Reading) -> bool:
    removed = known.get((row.pk, "removed_at"), row.removed_at)
    return row.created_at <= reading.then and removed is None


def _stage(row: StageRow, known: Mapping[tuple[int, str], Any], sums: Any, language: str) -> Stage:
    value = {name: known.get((row.pk, name), getattr(row, name)) for name in _OF_STAGES}
    _, _, *counted = sums or (0, 0, 0, 0, 0, 0)
    return Stage(
        row.pk, row.code, labelled(value["name"], value["names"] or {}, language), row.pipeline_id,
        row.pipeline.code, value["position"], value["win_chance"], value["target_days"], *counted,
    )  # fmt: skip


def deals_of(
    facts: Facts, reading: Reading, rows: Sequence[tuple[Any, ...]], stages: Mapping[int, Stage]
) -> list[Deal]:
    """Rows of `past/cards` with codes and names; the names are those of then."""
    workspace_id = facts.workspace.pk
    ids = {
        "opportunity": {row[0] for row in rows},
        "account": {row[4] for row in rows},
        "member": {row[3] for row in rows},
    }
    named = records_of(
        ((kind, pk) for kind, some in ids.items() for pk in some if pk is not None), workspace_id
    )
    former = {
        (kind, pk): value
        for kind in ("opportunity", "account")
        for (pk, _), value in values_then(
            workspace_id, kind, _numbers(ids[kind]), ("name",), as_of=reading.then, known_at=reading.heard
        ).items()
    }

    def of(kind: str, pk: int | None) -> tuple[str, str]:
        code, name = named.get((kind, pk or 0), ("", ""))
        return code, str(former.get((kind, pk or 0)) or name)

    return [_deal(row, stages, of) for row in rows]


def _numbers(ids: Iterable[int | None]) -> list[int]:
    return [pk for pk in ids if pk is not None]


def _deal(row: tuple[Any, ...], stages: Mapping[int, Stage], of: Any) -> Deal:
    pk, stage_id, status, owner_id, account_id, _, kind, currency, amount, worth, _, day, since = row
    code, name = of("opportunity", pk)
    client_code, client = of("account", account_id)
    owner_code, owner = of("member", owner_id)
    return Deal(
        pk, code, name, status, stages.get(stage_id), since, account_id, client_code, client, owner_id,
        owner_code or None, owner, kind, currency, amount, worth, None if day is None else day_of_number(day),
    )  # fmt: skip
