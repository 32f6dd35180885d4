"""Opportunities: what they are, where they stand, how they end."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Router
from pydantic import Field

from saphan.api.acting import offer_act, offer_add, offer_create, offer_remove, offer_update
from saphan.api.fields import (
    Body,
    Currency,
    Day,
    Line,
    Middle,
    Minor,
    Moment,
    Note,
    Ref,
    Short,
    Shown,
    Writing,
    to,
)
from saphan.api.operations.contact import offer_contact
from saphan.api.operations.people import STAKEHOLDERS, StakeholderSet
from saphan.api.resource import Resource, offer_list, offer_parts, offer_read
from saphan.clients.actions import set_stakeholder
from saphan.clients.queries import accounts_for, units_for
from saphan.pipeline import actions
from saphan.pipeline.actions.deal import Line as DealLine
from saphan.pipeline.lists import OPPORTUNITIES as OPPORTUNITY_LIST
from saphan.pipeline.queries import leads_for, lines_for, lost_reasons_for, opportunities_for, stages_for
from saphan.pipeline.terms import Category, OpportunityType
from saphan.workspace.actor import Actor
from saphan.workspace.queries import active_members_for, sellable_offerings_for

# A line's price times its quantity must stay within the largest amount.
LinePrice = Annotated[int, Field(strict=True, ge=0, le=10**10, description="minor units")]
Quantity = Annotated[int, Field(strict=True, ge=1, le=10_000)]
Answers = Annotated[
    dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=2_000)]],
    Field(max_length=50, description="exit question key → what is known"),
]


class OpportunityShown(Shown):
    code: str
    version: int
    name: str
    account: Ref
    unit: Ref
    pipeline: Ref
    stage: Ref
    status: str
    type: str
    category: str
    owner: Ref
    currency: str
    amount_minor: int | None
    reporting_minor: int | None = Field(description="in the workspace's currency at its plan rate")
    expected_close_on: date | None
    pushes: int = Field(description="how often the date moved out")
    stage_since: Moment
    qualified_on: date | None
    closed_on: date | None
    lost_reason: Ref
    lost_to: str
    lead: Ref
    source: str
    exit_answers: dict[str, Any]
    need: str
    operation: str
    value: str
    competitors: list[Any]
    external_id: str
    next_step: Ref
    next_due_on: date | None
    created_at: Moment


class LineShown(Shown):
    code: str
    offering: Ref
    quantity: int
    unit_price_minor: int | None
    amount_minor: int | None
    operation: str
    position: int


class OfferedLine(Body):
    """One offering in an opportunity; the price is in the opportunity's currency."""

    offering: to(sellable_offerings_for)  # type: ignore[valid-type]
    quantity: Quantity = 1
    unit_price_minor: LinePrice | None = None
    operation: Line = ""


class OpportunityFacts(Writing):
    type: OpportunityType = OpportunityType.NEW
    category: Category = Category.PIPELINE
    currency: Currency = ""
    amount_minor: Minor | None = None
    expected_close_on: Day | None = None
    source: Middle = ""
    need: Note = ""
    operation: Note = ""
    value: Note = ""
    competitors: Annotated[list[Line], Field(max_length=50)] = []


class OpportunityCreate(OpportunityFacts):
    name: Line
    stage: to(stages_for)  # type: ignore[valid-type]
    account: to(accounts_for) | None = None  # type: ignore[valid-type]
    unit: to(units_for) | None = None  # type: ignore[valid-type]
    owner: to(active_members_for) | None = None  # type: ignore[valid-type]
    lead: to(leads_for) | None = None  # type: ignore[valid-type]
    lines: Annotated[list[OfferedLine], Field(max_length=200)] = []
    opened_on: Day | None = None
    external_id: Short = ""


class OpportunityUpdate(OpportunityFacts):
    """A new date or amount of an open opportunity carries a reason."""

    name: Line = ""
    account: to(accounts_for, by_id=True) | None = None  # type: ignore[valid-type]
    unit: to(units_for, by_id=True) | None = None  # type: ignore[valid-type]


class Assign(Writing):
    owner: to(active_members_for)  # type: ignore[valid-type]
    assigned_on: Day | None = None


class Move(Writing):
    """`override` says why the stage's questions and fields may stay open."""

    stage: to(stages_for)  # type: ignore[valid-type]
    moved_on: Day | None = None
    answers: Answers = {}
    override: Annotated[str, Field(max_length=2_000)] = ""


class ExitAnswers(Writing):
    answers: Answers


class Win(Writing):
    won_on: Day | None = None
    amount_minor: Minor | None = None


class Lose(Writing):
    lost_reason: to(lost_reasons_for)  # type: ignore[valid-type]
    lost_on: Day | None = None
    lost_to: Annotated[str, Field(max_length=160)] = ""


class CloseWithoutDecision(Writing):
    closed_on: Day | None = None


class Reopen(Writing):
    reason: Annotated[str, Field(max_length=2_000)]
    reopened_on: Day | None = None


class SetLines(Writing):
    """The offerings that replace those there are; the amount becomes their sum."""

    lines: Annotated[list[OfferedLine], Field(max_length=200)]


OPPORTUNITIES = Resource(
    "opportunities", "opportunity", opportunities_for, OpportunityShown, OPPORTUNITY_LIST,
    along=("account", "unit", "pipeline", "stage", "owner", "lost_reason", "lead", "next_step"),
)  # fmt: skip
LINES = Resource("lines", "opportunity_line", opportunities_for, LineShown)


def with_lines(values: dict[str, Any], _actor: Actor) -> dict[str, Any]:
    """Lines as the action wants them."""
    return values | {"lines": [DealLine(**line) for line in values["lines"]]} if "lines" in values else values


opportunities = Router(tags=["Opportunities"])
offer_list(opportunities, OPPORTUNITIES)
offer_create(opportunities, OPPORTUNITIES, actions.create_opportunity, OpportunityCreate, prepare=with_lines)
offer_read(opportunities, OPPORTUNITIES)
offer_update(opportunities, OPPORTUNITIES, actions.update_opportunity, OpportunityUpdate)
offer_remove(opportunities, OPPORTUNITIES, actions.remove_opportunity, needs_reason=True)
offer_act(opportunities, OPPORTUNITIES, "assign", actions.assign_opportunity, Assign)
offer_act(opportunities, OPPORTUNITIES, "move", actions.move_stage, Move)
offer_act(opportunities, OPPORTUNITIES, "answer-exit-questions", actions.answer_exit_question, ExitAnswers)
offer_act(opportunities, OPPORTUNITIES, "win", actions.win_opportunity, Win)
offer_act(opportunities, OPPORTUNITIES, "lose", actions.lose_opportunity, Lose)
offer_act(
    opportunities,
    OPPORTUNITIES,
    "close-without-decision",
    actions.close_without_decision,
    CloseWithoutDecision,
)
offer_act(opportunities, OPPORTUNITIES, "reopen", actions.reopen_opportunity, Reopen)
offer_act(opportunities, OPPORTUNITIES, "set-lines", actions.set_lines, SetLines, prepare=with_lines)
offer_add(opportunities, OPPORTUNITIES, STAKEHOLDERS, set_stakeholder, StakeholderSet)
offer_contact(opportunities, OPPORTUNITIES)


offer_parts(
    opportunities, OPPORTUNITIES, LINES, lines_for, "lines", operation="list_opportunity_lines",
    summary="The offerings in an opportunity",
)  # fmt: skip
