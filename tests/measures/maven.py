"""The Maven pipeline as one change: what it tells about the past is in the journal at its own dates."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path

from saphan.core.period import start_of_day
from saphan.journal import action, create_many
from saphan.journal.recorder import current
from saphan.journal.values import written
from saphan.pipeline.models import Opportunity, OpportunityLine, Stage
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Offering
from tests.story import STAGES, Story

SAMPLES = Path(os.environ.get("SAPHAN_SAMPLES") or Path(__file__).parents[2] / "samples")
SAID_BY_FILE = {"Won": "won", "Lost": "lost"}
QUALIFIED = "Diagnose"  # where Maven's "Engaging" is
Rows = list[dict[str, str]]


def maven_table(name: str) -> Path | None:
    """Where one of Maven's tables lies, if the samples are here."""
    return next(iter(sorted(SAMPLES.rglob(f"{name}.csv"))), None)


@action("test.load_maven", allow=lambda _actor, _subject: True)
def load_maven(*, actor: Actor, story: Story, path: Path) -> None:
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    members, offerings = _members(rows, story), _offerings(rows)
    deals = _deals(rows, members, {stage["name"]: story.stage(stage["name"]) for stage in STAGES})
    zone = actor.workspace.zone
    began = [start_of_day(_day(row["engage_date"]) or date(2018, 1, 1), zone) for row in rows]
    create_many(deals, effective_at=began)
    lines = [
        OpportunityLine(opportunity=deal, offering=offerings[row["product"]], amount_minor=deal.amount_minor)
        for deal, row in zip(deals, rows, strict=True)
    ]
    create_many(lines, effective_at=began)
    for deal, row in zip(deals, rows, strict=True):
        if outcome := SAID_BY_FILE.get(row["deal_stage"]):
            closed = start_of_day(date.fromisoformat(row["close_date"]), zone)
            current().note(deal, "status", written("open"), written(outcome), closed)
            deal.status, deal.closed_on = outcome, date.fromisoformat(row["close_date"])
    Opportunity.objects.bulk_update(deals, ["status", "closed_on"], batch_size=500)


def _members(rows: Rows, story: Story) -> dict[str, Member]:
    teams = list(story.teams.values())
    names = sorted({row["sales_agent"] for row in rows})
    members = [
        Member(code=f"A-{place}", name=name, team=teams[place % 2]) for place, name in enumerate(names)
    ]
    create_many(members)
    return {member.name: member for member in members}


def _offerings(rows: Rows) -> dict[str, Offering]:
    offerings = [Offering(name=name) for name in sorted({row["product"] for row in rows})]
    create_many(offerings)
    return {offering.name: offering for offering in offerings}


def _deals(rows: Rows, members: dict[str, Member], stages: dict[str, Stage]) -> list[Opportunity]:
    return [
        Opportunity(
            name=row["opportunity_id"],
            owner=members[row["sales_agent"]],
            pipeline=stages[QUALIFIED].pipeline,
            stage=stages["Qualify" if row["deal_stage"] == "Prospecting" else QUALIFIED],
            currency="USD",
            amount_minor=int(row["close_value"]) * 100 if row["close_value"] else None,
            stage_since=0,
        )
        for row in rows
    ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
