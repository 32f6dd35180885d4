"""A contract on its way: into talks, signed, amended, ended, and on by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from saphan.commerce.actions.contracts import TERMS, check_agreed, turned
from saphan.commerce.contract_clauses import Worded, write_clauses
from saphan.commerce.contract_document import document_of
from saphan.commerce.contract_duties import drop_duties, plan_duties
from saphan.commerce.contract_queries import contracts_to_run
from saphan.commerce.contract_rules import may_run, may_write_contract
from saphan.commerce.contract_terms import ContractStatus, EndReason, Side
from saphan.commerce.models import Contract, ContractVersion
from saphan.core.contracts import DAY, MOVES, check_end, extensions_by, goes_on
from saphan.core.errors import RuleBroken
from saphan.core.period import start_of_day
from saphan.core.stages import check_move
from saphan.journal import action, create, now
from saphan.pipeline.actions import create_opportunity
from saphan.pipeline.models import Opportunity, Stage
from saphan.pipeline.pricing import price
from saphan.pipeline.queries import stages_for
from saphan.pipeline.rules import check_inside
from saphan.pipeline.terms import OpportunityType
from saphan.workspace.actor import Actor
from saphan.workspace.changes import put
from saphan.workspace.days import instant_of, past_day, today_in
from saphan.workspace.rates import PlanRates


@action("contract.talk", allow=may_write_contract)
def talk_contract(contract: Contract, *, actor: Actor) -> Contract:
    """Note that the client has the draft and both talk about it. Raises RuleBroken("stage.move_not_allowed")."""
    _move(contract, ContractStatus.IN_TALKS)
    return turned(contract)


@action("contract.withdraw", allow=may_write_contract)
def withdraw_contract(contract: Contract, *, actor: Actor) -> Contract:
    """Back to a draft. Raises RuleBroken("stage.move_not_allowed")."""
    _move(contract, ContractStatus.DRAFT)
    return turned(contract)


@action("contract.sign", allow=may_write_contract)
def sign_contract(
    contract: Contract, *, actor: Actor, signed_on: date | None = None, starts_on: date | None = None
) -> Contract:
    """Both signed on `signed_on` (workspace date, default today): freeze the version and date its duties.

    It begins on its first day, else on `starts_on`, else on the day it was signed. Nobody owes anything before both.
    Raises RuleBroken("stage.move_not_allowed" | "date.in_future") and what `Terms.check` raises.
    """
    today, day = today_in(actor.workspace, now()), past_day(signed_on, actor.workspace, now(), "signed_on")
    _move(contract, ContractStatus.SIGNED)
    contract.starts_on = starts_on or contract.starts_on or day
    check_agreed(contract)
    contract.signed_on, contract.edition = day, 1
    contract.extensions = extensions_by(contract.time, today)
    _freeze(contract, actor, day, contract.starts_on, "")
    signed = turned(contract, effective_at=instant_of(day, actor.workspace, now()))
    plan_duties(signed, max(contract.starts_on, day), today)
    return signed


@action("contract.amend", allow=may_write_contract)
def amend_contract(
    contract: Contract,
    *,
    actor: Actor,
    summary: str,
    changes: Mapping[str, Any] | None = None,
    clauses: Sequence[Worded] | None = None,
    effective_on: date | None = None,
    signed_on: date | None = None,
) -> Contract:
    """Agree other terms, other clauses or both as the next version, from `effective_on` on (default: today).

    `summary` says what changed. `clauses` are all that hold from then on; None leaves them. The version before stays as it
    was signed and holds until then; open duties from that day on follow the new clauses. A new term begins to count anew.
    Raises RuleBroken("reason.required" | "contract.not_signed" | "field.not_editable" | "contract.too_early" |
    "date.in_future") and what drawing it up may refuse.
    """
    today, day = today_in(actor.workspace, now()), past_day(signed_on, actor.workspace, now(), "signed_on")
    begins = effective_on or day
    _check_amendable(contract, summary, begins)
    effective_at = instant_of(begins, actor.workspace, now())
    put(contract, changes or {}, TERMS)
    check_agreed(contract)
    if clauses is not None:
        write_clauses(contract, clauses, effective_at=effective_at)
    price([contract], PlanRates(actor.workspace))
    contract.extensions = extensions_by(contract.time, today, contract.notice_given_on)
    contract.edition += 1
    _freeze(contract, actor, day, begins, summary.strip()[:500])
    amended = turned(contract, effective_at=effective_at)
    plan_duties(amended, begins, today)
    return amended


@action("contract.give_notice", allow=may_write_contract)
def give_notice(
    contract: Contract, *, actor: Actor, side: str, given_on: date | None = None, reason: str = ""
) -> Contract:
    """Note that one side gave notice on `given_on` (workspace date, default today): it goes on no further.

    In time it ends the running term, late the next one; an open-ended contract runs for its period of notice.
    Raises RuleBroken("contract.not_signed" | "contract.notice_given" | "field.not_a_choice" | "date.in_future" |
    "contract.before_signing").
    """
    if contract.status != ContractStatus.SIGNED:
        raise RuleBroken("contract.not_signed")
    if contract.notice_given_on is not None:
        raise RuleBroken("contract.notice_given", on=contract.notice_given_on)
    if side not in Side.values:
        raise RuleBroken("field.not_a_choice", field="side", choices=Side.values)
    day = past_day(given_on, actor.workspace, now(), "given_on")
    _not_before(contract, day, "given_on")
    contract.notice_given_on, contract.notice_side, contract.note = day, side, reason.strip()[:500]
    given = turned(contract, effective_at=instant_of(day, actor.workspace, now()))
    plan_duties(given, day, today_in(actor.workspace, now()))
    return given


@action("contract.end", allow=may_write_contract)
def end_contract(
    contract: Contract,
    *,
    actor: Actor,
    end_reason: str,
    reason: str,
    ended_on: date | None = None,
    replaced_by: Contract | None = None,
) -> Contract:
    """End it on `ended_on`, the last day on which it held (workspace date, default today).

    Talks may come to nothing; a signed contract is terminated, has expired, or is `replaced_by` another of the client.
    Raises RuleBroken("reason.required" | "stage.move_not_allowed" | "contract.wrong_end" | "date.in_future" |
    "contract.before_signing" | "contract.other_client" | "relation.not_found").
    """
    if not reason.strip():
        raise RuleBroken("reason.required", field="reason")
    check_end(contract.status, end_reason)
    day = past_day(ended_on, actor.workspace, now(), "ended_on")
    _not_before(contract, day, "ended_on")
    check_inside(actor, "replaced_by", replaced_by)
    if replaced_by is not None:
        if replaced_by.pk == contract.pk or replaced_by.account_id != contract.account_id:
            raise RuleBroken("contract.other_client", field="replaced_by")
        contract.replaced_by = replaced_by
    contract.note = reason.strip()[:500]
    return _end(contract, actor, day, end_reason)


@action("contract.propose_renewal", allow=may_write_contract)
def propose_renewal(contract: Contract, *, actor: Actor, stage: Stage | None = None) -> Contract:
    """Open a renewal deal of the running term, or find the one that was opened for it: `renewal_deal`.

    It begins in `stage`, else in the first stage of the pipeline where renewals of this client were, of the contract's own
    deal, or the first of all; at the contract's value, to be closed by the last day to give notice.
    Raises RuleBroken("contract.not_signed" | "contract.open_ended" | "contract.no_stage").
    """
    if contract.status != ContractStatus.SIGNED:
        raise RuleBroken("contract.not_signed")
    if contract.runs_until is None:
        raise RuleBroken("contract.open_ended")
    deal = contract.renewal_deal
    if deal is not None and deal.removed_at is None and contract.renewal_for == contract.runs_until:
        return contract
    contract.renewal_deal = create_opportunity(
        actor=actor, name=contract.name, stage=stage or _renewal_stage(contract, actor), account=contract.account,
        owner=contract.account.owner, currency=contract.currency, amount_minor=contract.amount_minor,
        expected_close_on=contract.notice_by or contract.runs_until, type=OpportunityType.RENEWAL,
    )  # fmt: skip
    contract.renewal_for = contract.runs_until
    return turned(contract)


@action("contract.run_due", allow=may_run)
def run_contracts(*, actor: Actor) -> int:
    """Do what the calendar does: a term that is over goes on by itself or ends; duties are dated a year ahead.

    Returns how many contracts it touched.
    """
    today = today_in(actor.workspace, now())
    due = Contract.objects.select_for_update().filter(
        contracts_to_run(today), workspace_id=actor.workspace_id
    )
    touched = list(due)
    for contract in touched:
        _run(contract, actor, today)
    return len(touched)


def _run(contract: Contract, actor: Actor, today: date) -> None:
    last = contract.runs_until
    if last is None or last >= today:
        plan_duties(contract, today, today)
        return
    if not goes_on(contract.time, contract.notice_given_on):
        given = contract.notice_given_on is not None
        _end(contract, actor, last, EndReason.TERMINATED if given else EndReason.EXPIRED)
        return
    contract.extensions = extensions_by(contract.time, today)
    turned(contract, effective_at=start_of_day(last + DAY, actor.workspace.zone))
    plan_duties(contract, last + DAY, today)


def _end(contract: Contract, actor: Actor, day: date, end_reason: str) -> Contract:
    _move(contract, ContractStatus.ENDED)
    contract.ended_on, contract.end_reason = day, end_reason
    moment = now()
    over = start_of_day(day + DAY, actor.workspace.zone)
    ended = turned(contract, effective_at=min(over, moment))
    drop_duties(ended, day)
    return ended


def _renewal_stage(contract: Contract, actor: Actor) -> Stage:
    """Where a renewal begins when nobody says so."""
    earlier = Opportunity.objects.filter(
        workspace_id=actor.workspace_id, type=OpportunityType.RENEWAL, removed_at=None
    )
    latest = earlier.order_by("-pk").first() or contract.opportunity
    found = stages_for(actor, latest.pipeline).first() if latest is not None else None
    found = found or stages_for(actor).first()
    if found is None:
        raise RuleBroken("contract.no_stage", field="stage")
    return found


def _check_amendable(contract: Contract, summary: str, begins: date) -> None:
    if contract.status != ContractStatus.SIGNED:
        raise RuleBroken("contract.not_signed")
    if not summary.strip():
        raise RuleBroken("reason.required", field="summary")
    known = ContractVersion.objects.filter(contract=contract, removed_at=None)
    latest = known.order_by("-effective_on").values_list("effective_on", flat=True).first()
    if latest is not None and begins < latest:
        raise RuleBroken("contract.too_early", field="effective_on", on=latest)


def _freeze(contract: Contract, actor: Actor, signed_on: date, effective_on: date, summary: str) -> None:
    version = ContractVersion(
        contract=contract, number=contract.edition, signed_on=signed_on, effective_on=effective_on,
        summary=summary, document=document_of(contract),
    )  # fmt: skip
    create(version, effective_at=instant_of(signed_on, actor.workspace, now()))


def _not_before(contract: Contract, day: date, field: str) -> None:
    if contract.signed_on is not None and day < contract.signed_on:
        raise RuleBroken("contract.before_signing", field=field, on=contract.signed_on)


def _move(contract: Contract, target: ContractStatus) -> None:
    check_move(contract.status, target, MOVES)
    contract.status = target
