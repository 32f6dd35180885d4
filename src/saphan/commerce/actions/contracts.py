"""Drawing up a contract: what is agreed, clause by clause, for which orders, on which paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from saphan.clients.actions import Upload, attach_file
from saphan.clients.models import Account
from saphan.commerce.contract_clauses import Worded, write_clauses
from saphan.commerce.contract_rules import may_agree, may_write_contract
from saphan.commerce.contract_terms import (
    UNSIGNED,
    ContractKind,
    NoticeUnit,
    RenewalKind,
)
from saphan.commerce.models import Contract, ContractVersion, Order, Quote
from saphan.core.errors import RuleBroken
from saphan.core.money import exponent
from saphan.journal import action, create, remove, save, save_many
from saphan.pipeline.models import Opportunity
from saphan.pipeline.pricing import price
from saphan.pipeline.rules import check_account, check_inside
from saphan.workspace.actor import Actor
from saphan.workspace.changes import put
from saphan.workspace.rates import PlanRates
from saphan.workspace.rights import Right
from saphan.workspace.terms import Language

TERMS = frozenset(
    {"name", "kind", "language", "currency", "amount_minor", "starts_on", "last_day", "renewal", "renewal_months",
     "notice", "notice_unit"}
)  # fmt: skip
EDITABLE = TERMS | {"number", "opportunity_id", "quote_id"}
BORN_WITH = (TERMS | {"number"}) - {"name"}
AFTER_SIGNING = frozenset({"number"})
CHOICES = {
    "kind": ContractKind.values,
    "language": Language.values,
    "renewal": RenewalKind.values,
    "notice_unit": NoticeUnit.values,
}


@action("contract.create", allow=may_agree)
def create_contract(
    *,
    actor: Actor,
    account: Account | None = None,
    quote: Quote | None = None,
    opportunity: Opportunity | None = None,
    orders: Sequence[Order] = (),
    clauses: Sequence[Worded] = (),
    name: str = "",
    external_id: str = "",
    **known: Any,
) -> Contract:
    """Begin a contract as a draft: of a quote, of a deal, or with a client. Clauses may follow.

    Title, language, currency and value are those of the quote or deal where none are given; the order made of the quote
    is covered. `known` takes what BORN_WITH names. Raises RuleBroken("contract.no_client" | "contract.other_client" |
    "relation.not_found" | "field.unknown" | "field.not_a_choice" | "money.unknown_currency" |
    "contract.bad_amount"), what `Terms.check` raises, and what a clause may refuse.
    """
    if unknown := known.keys() - BORN_WITH:
        raise RuleBroken("field.unknown", field=min(unknown))
    quote_deal = quote.opportunity if quote else None
    deal = opportunity or quote_deal
    client = account or (quote.account if quote else None) or (deal.account if deal else None)
    if client is None:
        raise RuleBroken("contract.no_client", field="account")
    source = quote or deal
    contract = Contract(
        **{
            "language": quote.language if quote else actor.workspace.language,
            "currency": source.currency if source else actor.workspace.currency,
            "amount_minor": (source.amount_minor or None) if source else None,
        }
        | {name: value for name, value in known.items() if value not in (None, "")},
        name=(name.strip() or (source.name if source else client.name))[:200],
        account=client, quote=quote, opportunity=deal, external_id=external_id,
    )  # fmt: skip
    if not actor.reaches(Right.WRITE, client.owner_id):
        raise RuleBroken("relation.not_found", field="account")
    _check(contract, actor)
    price([contract], PlanRates(actor.workspace))
    create(contract)
    write_clauses(contract, clauses)
    made = [quote.order] if quote and quote.order and quote.order.contract_id is None else []
    _cover(contract, [*orders, *made], actor)
    return contract


@action("contract.update", allow=may_write_contract)
def update_contract(contract: Contract, *, actor: Actor, changes: dict[str, Any]) -> Contract:
    """Change the named attributes (see EDITABLE) until it is signed; afterwards only the number it is filed under.

    Raises RuleBroken("field.not_editable" | "contract.is_signed") and what `create_contract` raises.
    """
    put(contract, changes, EDITABLE)
    for name in sorted(changes.keys() - AFTER_SIGNING):
        check_unsigned(contract, name)
    _check(contract, actor)
    price([contract], PlanRates(actor.workspace))
    return turned(contract)


@action("contract.set_clauses", allow=may_write_contract)
def set_clauses(contract: Contract, *, actor: Actor, clauses: Sequence[Worded]) -> Contract:
    """Write the clauses of a contract that is not signed yet.

    Raises RuleBroken("contract.is_signed") and what a clause may refuse.
    """
    check_unsigned(contract, "clauses")
    write_clauses(contract, clauses)
    return turned(contract)


@action("contract.cover_orders", allow=may_write_contract)
def cover_orders(contract: Contract, *, actor: Actor, orders: Sequence[Order]) -> Contract:
    """Say which orders of the client it covers; those that are not named are covered no more.

    Raises RuleBroken("relation.not_found" | "contract.other_client" | "order.has_contract").
    """
    wanted = {order.pk for order in orders}
    dropped = list(
        Order.objects.select_for_update().filter(contract=contract, removed_at=None).exclude(pk__in=wanted)
    )
    for order in dropped:
        order.contract = None
    save_many(dropped, ["contract_id"])
    _cover(contract, orders, actor)
    return contract


@action("contract.attach", allow=may_write_contract)
def attach_signed(
    contract: Contract, *, actor: Actor, upload: Upload, edition: int | None = None
) -> Contract:
    """Keep the signed paper of a version (the newest unless named) among the files of the client.

    Raises RuleBroken("contract.not_signed") and what `attach_file` raises.
    """
    number = contract.edition if edition is None else edition
    version = ContractVersion.objects.filter(contract=contract, number=number, removed_at=None).first()
    if version is None:
        raise RuleBroken("contract.not_signed", field="file")
    version.file = attach_file(contract.account, actor=actor, upload=upload)
    save(version)
    return contract


@action("contract.remove", allow=may_write_contract)
def remove_contract(contract: Contract, *, actor: Actor, reason: str) -> Contract:
    """Take a contract out of every list (a duplicate, a test). Its history stays.

    Raises RuleBroken("reason.required" | "contract.has_orders").
    """
    if not reason.strip():
        raise RuleBroken("reason.required", field="reason")
    if Order.objects.filter(contract=contract, removed_at=None).exists():
        raise RuleBroken("contract.has_orders")
    contract.turn += 1
    return remove(contract)


def check_unsigned(contract: Contract, field: str) -> None:
    """What is signed changes by an amendment. Raises RuleBroken("contract.is_signed")."""
    if contract.status not in UNSIGNED:
        raise RuleBroken("contract.is_signed", field=field)


def turned(contract: Contract, *, effective_at: int | None = None) -> Contract:
    """Save, so that no earlier change can be undone below this one."""
    contract.turn += 1
    return save(contract, effective_at=effective_at)


def check_agreed(contract: Contract) -> None:
    """Raise unless the attributes of a contract can be agreed as they are."""
    if not contract.name:
        raise RuleBroken("field.required", field="name")
    for name, known in CHOICES.items():
        if getattr(contract, name) not in known:
            raise RuleBroken("field.not_a_choice", field=name, choices=known)
    exponent(contract.currency)
    if contract.amount_minor is not None and contract.amount_minor < 0:
        raise RuleBroken("contract.bad_amount", field="amount_minor")
    if contract.starts_on is None:
        if contract.last_day is not None:
            raise RuleBroken("contract.no_first_day", field="starts_on")
        return
    contract.time.check()


def _check(contract: Contract, actor: Actor) -> None:
    check_agreed(contract)
    check_account(actor, contract.account)
    for name in ("quote", "opportunity"):
        related: Quote | Opportunity | None = getattr(contract, name)
        check_inside(actor, name, related)
        if related is None:
            continue
        if not actor.reaches(Right.READ, related.owner_id):
            raise RuleBroken("relation.not_found", field=name)
        if related.account_id not in (None, contract.account_id):
            raise RuleBroken("contract.other_client", field=name)


def _cover(contract: Contract, orders: Sequence[Order], actor: Actor) -> None:
    locked = list(
        Order.objects.select_for_update().filter(pk__in=[order.pk for order in orders], removed_at=None)
    )
    for order in locked:
        check_inside(actor, "orders", order)
        if not actor.reaches(Right.READ, order.owner_id):
            raise RuleBroken("relation.not_found", field="orders")
        if order.account_id != contract.account_id:
            raise RuleBroken("contract.other_client", field="orders")
        if order.contract_id not in (None, contract.pk):
            raise RuleBroken("order.has_contract", field="orders", order=order.code)
        order.contract = contract
    save_many(locked, ["contract_id"])
