"""Short ways to tell what happened to deals and leads, through the real actions on their real days."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from saphan.core.period import Period, parse_period
from saphan.core.rates import to_scaled
from saphan.measures.compute import compute
from saphan.measures.result import Result
from saphan.pipeline.actions import (
    create_lead,
    create_opportunity,
    disqualify_lead,
    lose_opportunity,
    qualify_lead,
    reopen_opportunity,
    win_opportunity,
)
from saphan.pipeline.models import Lead, Opportunity
from saphan.workspace.actor import Actor
from saphan.workspace.models import ExchangeRate
from tests.story import Story, on

LATER = "2026-06-16"


def period(name: str) -> Period:
    return parse_period(name, today=date.fromisoformat(LATER))


def opened(
    story: Story, day: str, amount: int | None = None, *, by: Actor | None = None, **known: Any
) -> Opportunity:
    """A deal opened in Diagnose on a day; `amount` in whole units."""
    stage = story.stage(known.pop("stage", "Diagnose"))
    with on(day, hour=3):
        return create_opportunity(
            actor=by or story.ploy, name=known.pop("name", f"Deal of {day}"), stage=stage,
            amount_minor=None if amount is None else amount * 100, **known,
        )  # fmt: skip


def won(story: Story, deal: Opportunity, day: str, amount: int | None = None) -> Opportunity:
    with on(day):
        return win_opportunity(deal, actor=story.olan, amount_minor=None if amount is None else amount * 100)


def lost(story: Story, deal: Opportunity, day: str) -> Opportunity:
    with on(day):
        return lose_opportunity(deal, actor=story.olan, lost_reason=story.lost_reason())


def reopened(story: Story, deal: Opportunity, day: str) -> Opportunity:
    with on(day):
        return reopen_opportunity(deal, actor=story.olan, reason="They called again")


def qualified(story: Story, day: str, lead: Lead | None = None, *, name: str = "") -> Lead:
    """A lead that came in and was qualified on the same day."""
    with on(day):
        lead = lead or create_lead(actor=story.ploy, name=name or f"Lead of {day}")
        return qualify_lead(lead, actor=story.ploy, despite="They said so")


def turned_away(story: Story, lead: Lead, day: str) -> Lead:
    with on(day):
        return disqualify_lead(lead, actor=story.ploy, reason="No budget")


def rate(story: Story, currency: str, into: str, day: str, value: str) -> None:
    ExchangeRate.objects.create(
        workspace=story.workspace, currency=currency, in_currency=into, on=date.fromisoformat(day),
        rate_e8=to_scaled(Fraction(value)), source="treasury",
    )  # fmt: skip


def asked(
    story: Story, key: str, name: str, *, day: str = LATER, by_actor: Actor | None = None, **more: Any
) -> Result:
    """The answer to a question asked on a day."""
    with on(day):
        return compute(by_actor or story.olan, key, period(name), **more)


def figure(result: Result) -> Fraction | str | None:
    """The exact value, or the reason why there is none."""
    measured = result.measured
    return measured.reason.value if measured.value is None and measured.reason else measured.value
