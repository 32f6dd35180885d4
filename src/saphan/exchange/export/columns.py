"""What each list can be exported with. Titles are the importer's own field names, so that a file comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from saphan.administration.lists import OFFERINGS
from saphan.clients.lists import CELLS, INTERACTIONS, NEXT_STEPS, PEOPLE
from saphan.clients.queries import cells_for, interactions_for, next_steps_for, people_for
from saphan.commerce.contract_lists import CLAUSES, CONTRACTS, DUTIES
from saphan.commerce.contract_queries import clauses_within, contracts_within, duties_within
from saphan.commerce.lists import CAMPAIGNS, COSTS, INVOICE_LINES, ORDER_LINES, RECEIPTS
from saphan.commerce.queries import (
    campaigns_for,
    costs_for,
    invoice_lines_within,
    order_lines_within,
    receipts_for,
)
from saphan.commerce.quote_lists import PRICE_LINES, QUOTE_LINES
from saphan.commerce.quote_queries import price_lines_for, quote_lines_within
from saphan.core.money.currencies import exponent
from saphan.core.period import from_micros
from saphan.extend.lists import ANSWERS, INVITATIONS
from saphan.extend.queries import answers_for, invitations_for
from saphan.measures.clients import ACCOUNTS, accounts_with_figures
from saphan.pipeline.lists import LEADS, OPPORTUNITIES, TARGETS
from saphan.pipeline.queries import leads_for, opportunities_for, targets_for
from saphan.pipeline.terms import OpportunityStatus
from saphan.workspace.actor import Actor
from saphan.workspace.listing import Listing
from saphan.workspace.queries import offerings_for
from saphan.workspace.rights import Right

REPORTING = "workspace__currency"


@dataclass(frozen=True)
class Column:
    """One column: its title, the values of a record it is made of, and how; without `shape` the value as it is."""

    title: str
    paths: tuple[str, ...]
    shape: Callable[..., Any] | None = None


@dataclass(frozen=True)
class Export:
    """One kind of list: where its rows start, how it is narrowed, its columns."""

    rows: Callable[[Actor], QuerySet[Any]]
    listing: Listing
    columns: tuple[Column, ...]


def plain(title: str, path: str = "") -> Column:
    return Column(title, (path or title,))


def named(title: str, of: str = "") -> Column:
    """A related record by its name; `of` is the relation that leads to its holder."""
    return Column(title, (f"{of}{title}__name",))


def amount(title: str, minor: str, currency: str = "currency") -> Column:
    return Column(title, (minor, currency), decimal_amount)


def known_as(of: str) -> Column:
    """The name that the other system gave, else ours."""
    return Column("external_id", (f"{of}external_id", f"{of}code"), lambda theirs, ours: theirs or ours)


def percent(title: str, path: str) -> Column:
    """Hundredths of a percent as a percentage; nothing where there is none."""
    return Column(title, (path,), lambda bp: f"{bp // 100}.{bp % 100:02d}%" if bp else "")


def _instant(micros: int | None) -> str:
    return from_micros(micros).isoformat() if micros else ""


def _target_amount(found: int, currency: str) -> str:
    """Money as a decimal number; else what stands in hundredths, as a percentage or a number."""
    return decimal_amount(found, currency) if currency else f"{found // 100}.{found % 100:02d}"


def decimal_amount(minor: int | None, currency: str) -> str:
    """Minor units as an exact decimal number without a symbol; empty when there is no amount."""
    if minor is None:
        return ""
    places = exponent(currency)
    whole, rest = divmod(abs(minor), 10**places)
    sign = "-" if minor < 0 else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


def _share(basis_points: int | None) -> str:
    """A share as a plain percentage: 8000 is 80, 1250 is 12.5."""
    return "" if basis_points is None else f"{basis_points / 100:g}"


def _stage(status: str, stage: str) -> str:
    return stage if status == OpportunityStatus.OPEN else status


def _contract(of: str = "") -> tuple[Column, ...]:
    """What is agreed by a contract; `of` is the relation that leads to it."""
    texts = ("name", "number", "kind", "language")
    time = ("starts_on", "last_day", "renewal", "renewal_months", "notice", "notice_unit", "status", "signed_on",
            "notice_given_on", "notice_side", "ended_on", "end_reason", "note")  # fmt: skip
    return (
        known_as(of), named("account", of), *(plain(each, f"{of}{each}") for each in texts),
        plain("deal", f"{of}opportunity__code"), plain("quote", f"{of}quote__code"),
        amount("amount", f"{of}amount_minor", f"{of}currency"), plain("currency", f"{of}currency"),
        *(plain(each, f"{of}{each}") for each in time),
    )  # fmt: skip


EXPORTS: dict[str, Export] = {
    "accounts": Export(
        accounts_with_figures, ACCOUNTS,
        (
            plain("code"), plain("name"), plain("name_en"), plain("name_zh"), plain("name_th"), plain("short_name"),
            plain("registration_number"), plain("industry"), plain("tier"), plain("status"), plain("is_target"),
            named("owner"), named("territory"), named("parent"), plain("website"), plain("phone"), plain("city"),
            plain("country"), plain("about"), plain("external_id"), plain("health", "health_points"),
            amount("won_12_months", "won_minor", REPORTING), Column("penetration", ("penetration_bp",), _share),
            amount("owed", "owed_minor", REPORTING), amount("overdue", "overdue_minor", REPORTING),
        ),
    ),
    "people": Export(
        people_for, PEOPLE,
        (
            plain("code"), plain("name"), plain("name_en"), plain("name_zh"), plain("name_th"), plain("nickname"),
            plain("honorific"), plain("email"), plain("phone"), named("owner"), plain("status"), plain("external_id"),
        ),
    ),
    "leads": Export(
        leads_for, LEADS,
        (
            plain("code"), plain("name"), plain("contact_name"), plain("job_title"), plain("email"), plain("phone"),
            plain("city"), plain("source"), plain("campaign"), plain("wish"), plain("state"), plain("qualified_on"),
            named("owner"), named("territory"), plain("external_id"),
        ),
    ),
    "opportunities": Export(
        opportunities_for, OPPORTUNITIES,
        (
            plain("code"), plain("name"), named("account"), named("owner"), named("pipeline"), Column("stage", ("status", "stage__name"), _stage),
            amount("amount", "amount_minor"), plain("currency"),
            plain("type"), plain("category"), plain("created_on", "qualified_on"),
            plain("expected_close_on"), plain("close_date", "closed_on"),
            plain("source"), plain("need"), plain("external_id"),
        ),
    ),
    "orders": Export(
        lambda actor: order_lines_within(actor, Right.EXPORT), ORDER_LINES,
        (
            known_as("order__"), named("account", "order__"),
            plain("confirmed_on", "order__confirmed_on"), plain("name", "order__name"),
            named("owner", "order__"), plain("deal", "order__opportunity__code"),
            named("offering"), plain("description"), plain("family"), plain("quantity"),
            amount("unit_price", "unit_price_minor", "order__currency"),
            percent("discount", "discount_bp"), percent("tax", "tax_bp"),
            plain("months"), plain("starts_on"), plain("pass_through", "is_pass_through"),
            plain("currency", "order__currency"), plain("reference", "order__reference"),
            plain("status", "order__status"), plain("cancelled_on", "order__cancelled_on"),
        ),
    ),
    "quotes": Export(
        lambda actor: quote_lines_within(actor, Right.EXPORT), QUOTE_LINES,
        (
            known_as("quote__"), named("account", "quote__"),
            plain("name", "quote__name"), named("owner", "quote__"), named("contact", "quote__"),
            plain("deal", "quote__opportunity__code"),
            plain("language", "quote__language"), plain("valid_until", "quote__valid_until"),
            named("offering"), plain("description"), plain("family"), plain("quantity"), plain("unit"),
            amount("unit_price", "unit_price_minor", "quote__currency"),
            percent("discount", "discount_bp"), percent("tax", "tax_bp"),
            plain("months"), plain("pass_through", "is_pass_through"),
            plain("currency", "quote__currency"), plain("terms", "quote__terms"),
            plain("status", "quote__status"), plain("edition", "quote__edition"),
            plain("sent_on", "quote__sent_on"), plain("decided_on", "quote__decided_on"),
        ),
    ),
    "contracts": Export(
        lambda actor: contracts_within(actor, Right.EXPORT), CONTRACTS,
        (
            *_contract(), plain("runs_until"), plain("notice_by"),
        ),
    ),
    "clauses": Export(
        lambda actor: clauses_within(actor, Right.EXPORT), CLAUSES,
        (
            *_contract("contract__"), plain("clause_number", "number"), plain("clause_heading", "heading"),
            plain("clause_text", "text"), plain("clause_kind", "kind"), plain("deemed_days"), plain("owed_by"),
            plain("duty"), plain("every"), plain("due_on"), plain("days_before"),
        ),
    ),
    "duties": Export(
        lambda actor: duties_within(actor, Right.EXPORT), DUTIES,
        (
            plain("code"), plain("due_on"), plain("what"), plain("owed_by"), plain("state"), plain("settled_on"), plain("note"),
            plain("contract", "contract__name"), plain("number", "contract__number"), plain("clause", "clause__number"),
            plain("account", "contract__account__name"), plain("owner", "contract__account__owner__name"),
        ),
    ),
    "price_lists": Export(
        price_lines_for, PRICE_LINES,
        (
            plain("price_list", "price_list__name"), plain("currency", "price_list__currency"),
            plain("segment", "price_list__segment"), plain("valid_from", "price_list__valid_from"),
            plain("valid_until", "price_list__valid_until"), named("offering"), plain("unit"),
            amount("unit_price", "unit_price_minor", "price_list__currency"),
        ),
    ),
    "invoices": Export(
        lambda actor: invoice_lines_within(actor, Right.EXPORT), INVOICE_LINES,
        (
            plain("number", "invoice__number"), plain("account", "invoice__account__name"),
            plain("issued_on", "invoice__issued_on"), plain("due_on", "invoice__due_on"),
            plain("order", "invoice__order__code"), plain("description"),
            named("offering"), amount("amount", "amount_minor", "invoice__currency"),
            percent("tax", "tax_bp"), plain("currency", "invoice__currency"),
            plain("credits", "invoice__credits__number"),
            plain("tax_number", "invoice__tax_number"),
        ),
    ),
    "receipts": Export(
        receipts_for, RECEIPTS,
        (
            known_as(""), named("account"), plain("received_on"),
            amount("amount", "amount_minor"), plain("currency"),
            plain("bank_reference"), amount("allocated", "allocated_minor"),
            plain("reverses", "reverses__code"),
        ),
    ),
    "interactions": Export(
        interactions_for, INTERACTIONS,
        (
            plain("code"), Column("happened_at", ("happened_at",), _instant), plain("channel"), plain("direction"), named("account"),
            named("opportunity"), plain("subject"), plain("words"),
        ),
    ),
    "next_steps": Export(
        next_steps_for, NEXT_STEPS,
        (
            plain("code"), plain("what"), plain("kind"), plain("due_on"), named("owner"), named("account"),
            named("opportunity"), plain("state"),
        ),
    ),
    "offerings": Export(
        offerings_for, OFFERINGS, (plain("code"), plain("name"), plain("family"), plain("unit"), plain("status"))
    ),
    "costs": Export(
        costs_for, COSTS,
        (
            plain("code"), plain("kind"), plain("about"), plain("starts_on"), plain("ends_on"), plain("channel"),
            named("territory"), named("campaign"),
            amount("amount", "amount_minor"), plain("currency"),
            Column("acquisition_share", ("acquisition_share",), _share), plain("external_id"),
        ),
    ),
    "survey_invitations": Export(
        invitations_for, INVITATIONS,
        (
            plain("code"), named("survey"), named("account"), named("person"), plain("delivered_on"), plain("external_id"),
        ),
    ),
    "survey_answers": Export(
        answers_for, ANSWERS,
        (
            plain("code"), named("survey"), named("account"), named("person"), plain("score"), plain("answered_on"),
            plain("words"), plain("source"),
            plain("invitation", "invitation__code"), plain("external_id"),
        ),
    ),
    "whitespace_cells": Export(
        cells_for, CELLS,
        (
            plain("code"), named("account"), named("offering"), named("unit"), plain("state"), plain("competitor"),
            plain("competitor_until"),
            amount("potential", "potential_minor"), plain("potential_source"), plain("currency"),
        ),
    ),
    "targets": Export(
        targets_for, TARGETS,
        (
            plain("code"), plain("metric"), plain("starts_on"), plain("ends_on"), named("member"), named("team"),
            named("territory"), named("account"),
            Column("amount", ("amount", "currency"), _target_amount), plain("currency"),
        ),
    ),
    "campaigns": Export(
        campaigns_for, CAMPAIGNS,
        (
            plain("code"), plain("name"), plain("channel"), plain("starts_on"), plain("ends_on"), named("territory"),
        ),
    ),
}  # fmt: skip
