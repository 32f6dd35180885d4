"""Leads, and the criteria by which they are judged."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from saphan.api.acting import offer_act, offer_create, offer_update
from saphan.api.fields import (
    Currency,
    Day,
    Flag,
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
from saphan.api.operations.opportunities import OPPORTUNITIES
from saphan.api.resource import Resource, offer_list, offer_parts, offer_read
from saphan.clients.queries import accounts_for, people_for
from saphan.pipeline import actions
from saphan.pipeline.lists import LEADS as LEAD_LIST
from saphan.pipeline.queries import answers_of, criteria_for, leads_for, stages_for
from saphan.pipeline.terms import Answer
from saphan.workspace.queries import active_members_for, territories_for

Name = Annotated[str, Field(max_length=160)]


class LeadShown(Shown):
    code: str
    version: int
    name: str
    contact_name: str
    job_title: str
    email: str
    phone: str
    city: str
    source: str
    campaign: str
    wish: str
    state: str
    episode: int
    qualified_on: date | None
    disqualified_reason: str
    owner: Ref
    territory: Ref
    account: Ref
    person: Ref
    external_id: str
    created_at: Moment


class LeadFacts(Writing):
    contact_name: Name = ""
    job_title: Name = ""
    email: Line = ""
    phone: Annotated[str, Field(max_length=60)] = ""
    city: Middle = ""
    source: Middle = ""
    campaign: Middle = ""
    wish: Note = ""
    account: to(accounts_for, by_id=True) | None = None  # type: ignore[valid-type]
    person: to(people_for, by_id=True) | None = None  # type: ignore[valid-type]


class LeadCreate(LeadFacts):
    name: Line
    owner: to(active_members_for) | None = None  # type: ignore[valid-type]
    territory: to(territories_for) | None = None  # type: ignore[valid-type]
    received_on: Day | None = None
    external_id: Short = ""


class LeadUpdate(LeadFacts):
    name: Line = ""
    territory: to(territories_for, by_id=True) | None = None  # type: ignore[valid-type]


class LeadAssign(Writing):
    owner: to(active_members_for)  # type: ignore[valid-type]
    assigned_on: Day | None = None


class LeadTakeUp(Writing):
    taken_up_on: Day | None = None


class LeadQualify(Writing):
    """`despite` says why the lead is qualified although a required criterion is not met."""

    qualified_on: Day | None = None
    despite: Annotated[str, Field(max_length=2_000)] = ""


class LeadDisqualify(Writing):
    reason: Annotated[str, Field(max_length=200)]
    disqualified_on: Day | None = None


class LeadConvert(Writing):
    """Without `account` a client of the lead's name is created; without `person` its contact."""

    stage: to(stages_for)  # type: ignore[valid-type]
    account: to(accounts_for) | None = None  # type: ignore[valid-type]
    person: to(people_for) | None = None  # type: ignore[valid-type]
    opportunity_name: Line = ""
    amount_minor: Minor | None = None
    currency: Currency = ""
    expected_close_on: Day | None = None
    converted_on: Day | None = None
    despite_duplicates: Flag = False


class LeadAnswerSet(Writing):
    criterion: to(criteria_for)  # type: ignore[valid-type]
    answer: Answer
    note: Note = ""


class LeadAnswerShown(Shown):
    code: str
    version: int
    criterion: Ref
    answer: str
    note: str


class CriterionShown(Shown):
    code: str
    version: int
    question: str
    questions: dict[str, str]
    position: int
    is_required: bool


class CriterionCreate(Writing):
    question: Line
    questions: Annotated[
        dict[Annotated[str, Field(max_length=8)], Line], Field(max_length=8, description="by language")
    ] = {}
    is_required: Flag = True


LEADS = Resource(
    "leads", "lead", leads_for, LeadShown, LEAD_LIST, along=("owner", "territory", "account", "person")
)
CRITERIA = Resource("lead-criteria", "lead_criterion", criteria_for, CriterionShown)


class _Answers(Resource):
    """Answers are read where they were given: at their lead."""

    def answer_anew(self, _actor: Any, record: Any, status: int = 200) -> HttpResponse:
        return self.answer(record, status)


ANSWERS = _Answers("answers", "lead_answer", criteria_for, LeadAnswerShown)

leads, criteria = Router(tags=["Leads"]), Router(tags=["Leads"])
offer_list(leads, LEADS)
offer_create(leads, LEADS, actions.create_lead, LeadCreate)
offer_read(leads, LEADS)
offer_update(leads, LEADS, actions.update_lead, LeadUpdate)
offer_act(leads, LEADS, "assign", actions.assign_lead, LeadAssign)
offer_act(leads, LEADS, "take-up", actions.take_up_lead, LeadTakeUp)
offer_act(leads, LEADS, "answer", actions.answer_criterion, LeadAnswerSet, answers=ANSWERS)
offer_act(leads, LEADS, "qualify", actions.qualify_lead, LeadQualify)
offer_act(leads, LEADS, "disqualify", actions.disqualify_lead, LeadDisqualify)
offer_act(leads, LEADS, "convert", actions.convert_lead, LeadConvert, answers=OPPORTUNITIES)
offer_list(criteria, CRITERIA)
offer_create(criteria, CRITERIA, actions.create_criterion, CriterionCreate)


offer_parts(
    leads, LEADS, ANSWERS, answers_of, "answers", operation="list_lead_answers",
    summary="What is known about the criteria",
)  # fmt: skip
