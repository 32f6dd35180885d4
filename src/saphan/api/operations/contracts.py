"""Contracts: drawn up, signed, amended in versions, ended; and what is owed by them on which day."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import File, Router
from ninja.files import UploadedFile
from pydantic import Field

from saphan.api.acting import (
    answered,
    offer_act,
    offer_create,
    offer_remove,
    offer_update,
    offered,
    run,
)
from saphan.api.fields import (
    Body,
    Code,
    Currency,
    Day,
    Line,
    Minor,
    Moment,
    Note,
    Ref,
    Short,
    Shown,
    Writing,
    to,
)
from saphan.api.openapi import KEY, PDF
from saphan.api.resource import Resource, offer_list, offer_parts, offer_read, refuse_parameters
from saphan.clients.actions import Upload
from saphan.clients.queries import accounts_for
from saphan.commerce import actions
from saphan.commerce.contract_clauses import Worded
from saphan.commerce.contract_lists import CONTRACTS as CONTRACT_LIST
from saphan.commerce.contract_lists import DUTIES as DUTY_LIST
from saphan.commerce.contract_print import pdf_of
from saphan.commerce.contract_queries import (
    clauses_for,
    contract_versions_for,
    contracts_for,
    duties_for,
)
from saphan.commerce.contract_terms import (
    ClauseKind,
    ContractKind,
    DueEvery,
    EndReason,
    NoticeUnit,
    RenewalKind,
    Side,
)
from saphan.commerce.queries import orders_for
from saphan.commerce.quote_queries import quotes_for
from saphan.core.errors import NotFound
from saphan.pipeline.queries import opportunities_for, stages_for
from saphan.workspace.actor import Actor
from saphan.workspace.terms import Language

Why = Annotated[str, Field(min_length=1, max_length=500)]
Months = Annotated[int, Field(strict=True, ge=1, le=1_200)]
Count = Annotated[int, Field(strict=True, ge=0, le=1_200)]
Silence = Annotated[int, Field(strict=True, ge=1, le=365)]
TEXTS = frozenset({"owed_by", "every", "code"})  # null in a body, empty in a clause
Before = Annotated[int, Field(strict=True, ge=0, le=3_650)]


class ContractShown(Shown):
    """`last_day` is as agreed; `runs_until` is the last day of the term now running, after `extensions`."""

    code: str
    version: int
    name: str
    number: str
    kind: str
    account: Ref
    opportunity: Ref
    quote: Ref
    language: str
    status: str
    edition: int
    currency: str
    amount_minor: int | None
    reporting_minor: int | None
    starts_on: date | None
    last_day: date | None
    renewal: str
    renewal_months: int | None
    notice: int | None
    notice_unit: str
    signed_on: date | None
    extensions: int
    runs_until: date | None
    notice_by: date | None
    notice_given_on: date | None
    notice_side: str
    ended_on: date | None
    end_reason: str
    note: str
    replaced_by: Ref
    renewal_deal: Ref
    external_id: str
    created_at: Moment


class ClauseShown(Shown):
    code: str
    version: int
    position: int
    number: str
    heading: str
    text: str
    kind: str
    deemed_days: int | None
    owed_by: str
    duty: str
    every: str
    due_on: date | None
    days_before: int | None


class VersionShown(Shown):
    """A version as it was signed; it holds from `effective_on` until the next one does."""

    code: str
    number: int
    signed_on: date
    effective_on: date
    summary: str
    file: Ref
    document: dict[str, Any]


class DutyShown(Shown):
    code: str
    version: int
    contract: Ref
    clause: Ref
    what: str
    owed_by: str
    due_on: date
    state: str
    settled_on: date | None
    note: str
    created_at: Moment


class Clause(Body):
    """With `code` it is that clause of the contract in new words. With `every` something is owed by it."""

    heading: Line = ""
    text: Note = ""
    number: Annotated[str, Field(max_length=20)] = ""
    kind: ClauseKind = ClauseKind.OTHER
    deemed_days: Silence | None = None
    owed_by: Side | None = None
    duty: Line = ""
    every: DueEvery | None = None
    due_on: Day | None = None
    days_before: Before | None = None
    code: Code | None = None


Clauses = Annotated[list[Clause], Field(max_length=200)]


class Agreed(Body):
    """What may be agreed about money and time."""

    kind: ContractKind = ContractKind.PROJECT
    language: Language = Language.EN
    currency: Currency = ""
    amount_minor: Minor | None = None
    starts_on: Day | None = None
    last_day: Day | None = None
    renewal: RenewalKind = RenewalKind.NONE
    renewal_months: Months | None = None
    notice: Count | None = None
    notice_unit: NoticeUnit = NoticeUnit.DAYS


class ContractCreate(Agreed, Writing):
    """Of a `quote`, of an `opportunity`, or with an `account`."""

    account: to(accounts_for) | None = None  # type: ignore[valid-type]
    quote: to(quotes_for) | None = None  # type: ignore[valid-type]
    opportunity: to(opportunities_for) | None = None  # type: ignore[valid-type]
    orders: Annotated[list[to(orders_for)], Field(max_length=100)] = []  # type: ignore[valid-type]
    clauses: Clauses = []
    name: Line = ""
    number: Annotated[str, Field(max_length=60)] = ""
    external_id: Short = ""


class ContractUpdate(Agreed, Writing):
    """After the signature only the `number` changes; everything else is an amendment."""

    name: Line = ""
    number: Annotated[str, Field(max_length=60)] = ""
    quote: to(quotes_for, by_id=True) | None = None  # type: ignore[valid-type]
    opportunity: to(opportunities_for, by_id=True) | None = None  # type: ignore[valid-type]


class ContractClauses(Writing):
    clauses: Clauses


class ContractOrders(Writing):
    orders: Annotated[list[to(orders_for)], Field(max_length=100)]  # type: ignore[valid-type]


class ContractSign(Writing):
    signed_on: Day | None = None
    starts_on: Day | None = None


class Terms(Agreed):
    name: Line = ""


class ContractAmend(Writing):
    """`changes` names the terms that change; `clauses`, where given, are all that hold from then on."""

    summary: Why
    changes: Terms = Terms()
    clauses: Clauses | None = None
    effective_on: Day | None = None
    signed_on: Day | None = None


class ContractNotice(Writing):
    side: Side
    given_on: Day | None = None


class ContractEnd(Writing):
    end_reason: EndReason
    reason: Why
    ended_on: Day | None = None
    replaced_by: to(contracts_for) | None = None  # type: ignore[valid-type]


class ContractRenewal(Writing):
    stage: to(stages_for) | None = None  # type: ignore[valid-type]


class DutyMeet(Writing):
    met_on: Day | None = None
    evidence: Annotated[str, Field(max_length=500)] = ""


class DutyBreach(Writing):
    reason: Why
    breached_on: Day | None = None


class DutyWaive(Writing):
    reason: Why
    waived_on: Day | None = None


CONTRACTS = Resource(
    "contracts", "contract", contracts_for, ContractShown, CONTRACT_LIST,
    along=("account", "opportunity", "quote", "replaced_by", "renewal_deal"),
)  # fmt: skip
CLAUSES = Resource("clauses", "clause", contracts_for, ClauseShown)
VERSIONS = Resource("versions", "contract_version", contracts_for, VersionShown)
DUTIES = Resource("duties", "duty", duties_for, DutyShown, DUTY_LIST, along=("contract", "clause"))


def with_clauses(values: dict[str, Any], _actor: Actor) -> dict[str, Any]:
    """Clauses as the action wants them."""
    if values.get("clauses") is None:
        return values
    return values | {"clauses": [Worded(**_worded(clause)) for clause in values["clauses"]]}


def _worded(clause: dict[str, Any]) -> dict[str, Any]:
    return {name: (value or "") if name in TEXTS else value for name, value in clause.items()}


contracts, duties = (Router(tags=["Contracts"]) for _ in range(2))
offer_list(contracts, CONTRACTS)
offer_create(contracts, CONTRACTS, actions.create_contract, ContractCreate, prepare=with_clauses)
offer_read(contracts, CONTRACTS)
offer_update(contracts, CONTRACTS, actions.update_contract, ContractUpdate)
offer_remove(contracts, CONTRACTS, actions.remove_contract, needs_reason=True)
offer_act(contracts, CONTRACTS, "set-clauses", actions.set_clauses, ContractClauses, prepare=with_clauses)
offer_act(contracts, CONTRACTS, "cover-orders", actions.cover_orders, ContractOrders)
offer_act(contracts, CONTRACTS, "talk", actions.talk_contract, Writing)
offer_act(contracts, CONTRACTS, "withdraw", actions.withdraw_contract, Writing)
offer_act(contracts, CONTRACTS, "sign", actions.sign_contract, ContractSign)
offer_act(contracts, CONTRACTS, "amend", actions.amend_contract, ContractAmend, prepare=with_clauses)
offer_act(contracts, CONTRACTS, "give-notice", actions.give_notice, ContractNotice)
offer_act(contracts, CONTRACTS, "end", actions.end_contract, ContractEnd)
offer_act(contracts, CONTRACTS, "propose-renewal", actions.propose_renewal, ContractRenewal)
offer_list(duties, DUTIES)
offer_read(duties, DUTIES)
offer_act(duties, DUTIES, "meet", actions.meet_duty, DutyMeet)
offer_act(duties, DUTIES, "breach", actions.breach_duty, DutyBreach)
offer_act(duties, DUTIES, "waive", actions.waive_duty, DutyWaive)


@contracts.post(
    "/{code}/signed-file", response=ContractShown, operation_id="attach_signed_contract",
    summary="Keep the signed paper of the newest version", openapi_extra={"parameters": [KEY]},
)  # fmt: skip
def attach(request: Any, code: str, file: Annotated[UploadedFile, File()]) -> HttpResponse:
    """As multipart form data with the part `file`; it lies among the files of the client."""
    refuse_parameters(request)
    contract = CONTRACTS.find(request.actor, code)
    upload = Upload(file.name or "", file.read())
    return answered(
        request, CONTRACTS, run(request, actions.attach_signed, contract, values={"upload": upload})
    )


offered(actions.attach_signed, "POST", "/contracts/{code}/signed-file")


offer_parts(
    contracts, CONTRACTS, CLAUSES, clauses_for, "clauses", operation="list_contract_clauses",
    summary="The clauses of a contract as it stands",
)  # fmt: skip
offer_parts(
    contracts, CONTRACTS, VERSIONS, contract_versions_for, "versions", operation="list_contract_versions",
    summary="The versions of a contract as they were signed",
)  # fmt: skip


@contracts.get(
    "/{code}/pdf", operation_id="print_contract", summary="The newest version as a PDF in its language",
    openapi_extra={"responses": {200: {"content": PDF}}},
)  # fmt: skip
def print_current(request: Any, code: str) -> HttpResponse:
    """Before it is signed it says that it is a draft."""
    refuse_parameters(request)
    contract = CONTRACTS.find(request.actor, code)
    newest = contract_versions_for(request.actor, contract).first()
    return HttpResponse(pdf_of(contract, newest), content_type="application/pdf")


@contracts.get(
    "/{code}/versions/{number}/pdf", operation_id="print_contract_version",
    summary="A version that was signed, as a PDF", openapi_extra={"responses": {200: {"content": PDF}}},
)  # fmt: skip
def print_version(request: Any, code: str, number: Annotated[int, Field(ge=1, le=32_767)]) -> HttpResponse:
    refuse_parameters(request)
    contract = CONTRACTS.find(request.actor, code)
    signed = contract_versions_for(request.actor, contract).filter(number=number).first()
    if signed is None:
        raise NotFound("contract_version.not_found", code=code)
    return HttpResponse(pdf_of(contract, signed), content_type="application/pdf")
