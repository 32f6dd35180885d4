"""Opportunities as another system knows them, many at once: new ones opened, known ones brought up to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from saphan.core.errors import NotAllowed, RuleBroken
from saphan.journal import action, create_many, now, save_many
from saphan.pipeline.actions.deal import EDITABLE, NEEDS_REASON, check_values, count_push, replaces
from saphan.pipeline.models import Opportunity, OpportunityLine
from saphan.pipeline.pricing import price
from saphan.pipeline.rules import check_account, check_inside, check_owner, may_create, may_write
from saphan.pipeline.terms import OpportunityStatus
from saphan.workspace.actor import Actor
from saphan.workspace.bulk import made
from saphan.workspace.days import instant_of, today_in
from saphan.workspace.models import Record
from saphan.workspace.queries import known_elsewhere
from saphan.workspace.rates import PlanRates

MOST_AT_ONCE = 5_000
Row = Mapping[str, Any]


@action("opportunities.upsert", allow=may_create)
def upsert_opportunities(*, actor: Actor, rows: Sequence[Row], reason: str = "") -> list[Opportunity]:
    """Open or update one opportunity per row, known by `external_id`. All or nothing; the order is kept.

    A row holds attributes of EDITABLE, foreign keys as records without `_id`. `stage`, `owner`, `opened_on`
    count for new ones only: moving and handing over have actions of their own.
    Raises what `create_opportunity` and `update_opportunity` raise, with the number of the row as `row`, and
    RuleBroken("bulk.too_many" | "bulk.same_key_twice" | "field.required").
    """
    known = _known(actor, rows)
    rates = PlanRates(actor.workspace)
    opened = _open(actor, [row for row in rows if row["external_id"] not in known])
    _update(actor, [(known[row["external_id"]], row) for row in rows if row["external_id"] in known], reason)
    price([*opened, *known.values()], rates)
    create_many(opened, effective_at=[deal.stage_since for deal in opened])
    save_many(known.values(), sorted({*_columns(rows), "pushes"}))
    found = known | {deal.external_id: deal for deal in opened}
    return [found[row["external_id"]] for row in rows]


def _known(actor: Actor, rows: Sequence[Row]) -> dict[str, Opportunity]:
    """The opportunities that are there already, locked."""
    if len(rows) > MOST_AT_ONCE:
        raise RuleBroken("bulk.too_many", most=MOST_AT_ONCE)
    keys: set[str] = set()
    for number, row in enumerate(rows, start=1):
        key = row.get("external_id") or ""
        if not key or key in keys:
            code = "bulk.same_key_twice" if key else "field.required"
            raise RuleBroken(code, field="external_id", row=number, key=key)
        keys.add(key)
    there = known_elsewhere(Opportunity, actor.workspace_id, keys).select_for_update()
    known = {deal.external_id: deal for deal in there}
    if not all(may_write(actor, deal) for deal in known.values()):
        raise NotAllowed(
            "bulk.some_out_of_reach", missing=sum(not may_write(actor, d) for d in known.values())
        )
    return known


def _open(actor: Actor, rows: Sequence[Row]) -> list[Opportunity]:
    moment = now()
    today = today_in(actor.workspace, moment)
    for owner_id in {row["owner"].pk if row.get("owner") else actor.member.pk for row in rows}:
        check_owner(actor, owner_id)
    return [_opened(actor, row, today, moment) for row in rows]


def _opened(actor: Actor, row: Row, today: date, moment: int) -> Opportunity:
    day = row.get("opened_on") or today
    stage = row.get("stage")
    if stage is None:
        raise RuleBroken("field.required", field="stage", key=row["external_id"])
    check_inside(actor, "stage", stage)
    check_account(actor, row.get("account"))
    if day > today:
        raise RuleBroken("date.in_future", field="opened_on", on=day)
    deal = made(
        Opportunity,
        **{"currency": actor.workspace.currency, "owner_id": actor.member.pk, **_by_column(row)},
        pipeline_id=stage.pipeline_id,
        stage_since=instant_of(day, actor.workspace, moment),
        qualified_on=day if stage.is_qualified else None,
    )
    check_values(deal)
    return deal


def _by_column(row: Row) -> dict[str, Any]:
    """What a row says of a new opportunity; what it leaves empty keeps its default."""
    said = {name: value for name, value in row.items() if value is not None and name != "opened_on"}
    return {
        f"{name}_id" if isinstance(value, Record) else name: value.pk if isinstance(value, Record) else value
        for name, value in said.items()
    }


def _update(actor: Actor, pairs: Sequence[tuple[Opportunity, Row]], reason: str) -> None:
    with_lines = set(
        OpportunityLine.objects.filter(opportunity__in=[deal.pk for deal, _ in pairs], removed_at=None)
        .values_list("opportunity_id", flat=True)
    )  # fmt: skip
    for deal, row in pairs:
        changes = {column: row[name] for name, column in _editable(row).items()}
        moved = [name for name in NEEDS_REASON if replaces(deal, name, changes)]
        if moved and not reason.strip():
            raise RuleBroken("reason.required", field=moved[0], key=deal.external_id)
        if "expected_close_on" in moved and deal.status != OpportunityStatus.OPEN:
            raise RuleBroken("opportunity.closed", field="expected_close_on", key=deal.external_id)
        if "amount_minor" in moved and deal.pk in with_lines:
            raise RuleBroken("lines.carry_amount", field="amount_minor", key=deal.external_id)
        if "account" in row:
            check_account(actor, row["account"])
        count_push(deal, changes)
        for name in _editable(row):
            setattr(deal, name, row[name])
        check_values(deal)


def _editable(row: Row) -> dict[str, str]:
    """Which names of a row an update takes, and their columns."""
    names = {name: f"{name}_id" if f"{name}_id" in EDITABLE else name for name in row}
    return {name: column for name, column in names.items() if column in EDITABLE}


def _columns(rows: Sequence[Row]) -> set[str]:
    return {
        column
        for names in {tuple(row) for row in rows}
        for column in _editable(dict.fromkeys(names)).values()
    }
