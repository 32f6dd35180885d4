"""What each list can be exported with. Titles are the importer's own field names, so that a file comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from saphan.administration.lists import OFFERINGS
from saphan.clients.lists import CELLS, INTERACTIONS, NEXT_STEPS, PEOPLE
from saphan.clients.queries import cells_for, interactions_for, next_steps_for, people_for
from saphan.commerce.contract_lists import CONTRACTS
from saphan.commerce.contract_queries import contracts_within
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
from saphan.pipeline.models import Target
from saphan.pipeline.queries import leads_for, opportunities_for, targets_for
from saphan.pipeline.terms import OpportunityStatus
from saphan.workspace.actor import Actor
from saphan.workspace.listing import Listing
from saphan.workspace.queries import offerings_for
from saphan.workspace.rights import Right


@dataclass(frozen=True)
class Column:
    """One column: its title and how a record fills it."""

    title: str
    read: Callable[[Any], Any]


@dataclass(frozen=True)
class Export:
    """One kind of list: where its rows start, how it is narrowed, its columns."""

    rows: Callable[[Actor], QuerySet[Any]]
    listing: Listing
    columns: tuple[Column, ...]


def plain(name: str) -> Column:
    return Column(name, lambda record: getattr(record, name))


def named(name: str) -> Column:
    """A related record by its name."""
    return Column(name, lambda record: str(getattr(record, name)) if getattr(record, f"{name}_id") else "")


def of_order(name: str) -> Column:
    """A record that the order of a line names."""
    return Column(
        name, lambda line: str(getattr(line.order, name)) if getattr(line.order, f"{name}_id") else ""
    )


def of_quote(name: str) -> Column:
    """A record that the quote of a line names."""
    return Column(
        name, lambda line: str(getattr(line.quote, name)) if getattr(line.quote, f"{name}_id") else ""
    )


def in_reporting(title: str, name: str) -> Column:
    """Minor units of the reporting currency, exact."""
    return Column(title, lambda record: decimal_amount(getattr(record, name), record.workspace.currency))


def percent(bp: int) -> str:
    """Hundredths of a percent as a percentage; nothing where there is none."""
    return f"{bp // 100}.{bp % 100:02d}%" if bp else ""


def instant(title: str, name: str) -> Column:
    return Column(
        title, lambda record: from_micros(getattr(record, name)).isoformat() if getattr(record, name) else ""
    )


def target_amount(target: Target) -> str:
    """Money as a decimal number; else what stands in hundredths, as a percentage or a number."""
    if target.currency:
        return decimal_amount(target.amount, target.currency)
    return f"{target.amount // 100}.{target.amount % 100:02d}"


def decimal_amount(minor: int | None, currency: str) -> str:
    """Minor units as an exact decimal number without a symbol; empty when there is no amount."""
    if minor is None:
        return ""
    places = exponent(currency)
    whole, rest = divmod(abs(minor), 10**places)
    sign = "-" if minor < 0 else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{Fraction(whole)}"


def _percent(basis_points: int | None) -> str:
    """A share as a plain percentage: 8000 is 80, 1250 is 12.5."""
    return "" if basis_points is None else f"{basis_points / 100:g}"


def _stage(deal: Any) -> str:
    return str(deal.stage) if deal.status == OpportunityStatus.OPEN else str(deal.status)


def _expected(deal: Any) -> date | None:
    value: date | None = deal.expected_close_on
    return value


# Wide records read whole, each with four relations, cost more than everything else in an export.
DEAL = (
    "code", "name", "account__name", "owner__name", "pipeline__name", "stage__name", "status", "amount_minor", "currency",
    "type", "category", "qualified_on", "expected_close_on", "closed_on", "source", "need", "external_id",
    "reporting_minor", "workspace_id",
)  # fmt: skip


EXPORTS: dict[str, Export] = {
    "accounts": Export(
        lambda actor: accounts_with_figures(actor).select_related("owner", "territory", "parent", "workspace"), ACCOUNTS,
        (
            plain("code"), plain("name"), plain("name_en"), plain("name_zh"), plain("name_th"), plain("short_name"),
            plain("registration_number"), plain("industry"), plain("tier"), plain("status"), plain("is_target"),
            named("owner"), named("territory"), named("parent"), plain("website"), plain("phone"), plain("city"),
            plain("country"), plain("about"), plain("external_id"), Column("health", lambda account: account.health_points),
            in_reporting("won_12_months", "won_minor"), Column("penetration", lambda account: _percent(account.penetration_bp)),
            in_reporting("owed", "owed_minor"), in_reporting("overdue", "overdue_minor"),
        ),
    ),
    "people": Export(
        lambda actor: people_for(actor).select_related("owner"), PEOPLE,
        (
            plain("code"), plain("name"), plain("name_en"), plain("name_zh"), plain("name_th"), plain("nickname"),
            plain("honorific"), plain("email"), plain("phone"), named("owner"), plain("status"), plain("external_id"),
        ),
    ),
    "leads": Export(
        lambda actor: leads_for(actor).select_related("owner", "territory"), LEADS,
        (
            plain("code"), plain("name"), plain("contact_name"), plain("job_title"), plain("email"), plain("phone"),
            plain("city"), plain("source"), plain("campaign"), plain("wish"), plain("state"), plain("qualified_on"),
            named("owner"), named("territory"), plain("external_id"),
        ),
    ),
    "opportunities": Export(
        lambda actor: opportunities_for(actor).select_related("account", "owner", "stage", "pipeline").only(*DEAL), OPPORTUNITIES,
        (
            plain("code"), plain("name"), named("account"), named("owner"), named("pipeline"), Column("stage", _stage),
            Column("amount", lambda deal: decimal_amount(deal.amount_minor, deal.currency)), plain("currency"),
            plain("type"), plain("category"), Column("created_on", lambda deal: deal.qualified_on),
            Column("expected_close_on", _expected), Column("close_date", lambda deal: deal.closed_on),
            plain("source"), plain("need"), plain("external_id"),
        ),
    ),
    "orders": Export(
        lambda actor: order_lines_within(actor, Right.EXPORT).select_related(
            "order__account", "order__owner", "order__opportunity", "offering"
        ), ORDER_LINES,
        (
            Column("external_id", lambda line: line.order.external_id or line.order.code), of_order("account"),
            Column("confirmed_on", lambda line: line.order.confirmed_on), Column("name", lambda line: line.order.name),
            of_order("owner"), Column("deal", lambda line: line.order.opportunity.code if line.order.opportunity else ""),
            named("offering"), plain("description"), plain("family"), plain("quantity"),
            Column("unit_price", lambda line: decimal_amount(line.unit_price_minor, line.order.currency)),
            Column("discount", lambda line: percent(line.discount_bp)), Column("tax", lambda line: percent(line.tax_bp)),
            plain("months"), plain("starts_on"), Column("pass_through", lambda line: line.is_pass_through),
            Column("currency", lambda line: line.order.currency), Column("reference", lambda line: line.order.reference),
            Column("status", lambda line: line.order.status), Column("cancelled_on", lambda line: line.order.cancelled_on),
        ),
    ),
    "quotes": Export(
        lambda actor: quote_lines_within(actor, Right.EXPORT).select_related(
            "quote__account", "quote__owner", "quote__opportunity", "quote__contact", "offering"
        ), QUOTE_LINES,
        (
            Column("external_id", lambda line: line.quote.external_id or line.quote.code), of_quote("account"),
            Column("name", lambda line: line.quote.name), of_quote("owner"), of_quote("contact"),
            Column("deal", lambda line: line.quote.opportunity.code if line.quote.opportunity else ""),
            Column("language", lambda line: line.quote.language), Column("valid_until", lambda line: line.quote.valid_until),
            named("offering"), plain("description"), plain("family"), plain("quantity"), plain("unit"),
            Column("unit_price", lambda line: decimal_amount(line.unit_price_minor, line.quote.currency)),
            Column("discount", lambda line: percent(line.discount_bp)), Column("tax", lambda line: percent(line.tax_bp)),
            plain("months"), Column("pass_through", lambda line: line.is_pass_through),
            Column("currency", lambda line: line.quote.currency), Column("terms", lambda line: line.quote.terms),
            Column("status", lambda line: line.quote.status), Column("edition", lambda line: line.quote.edition),
            Column("sent_on", lambda line: line.quote.sent_on), Column("decided_on", lambda line: line.quote.decided_on),
        ),
    ),
    "contracts": Export(
        lambda actor: contracts_within(actor, Right.EXPORT).select_related("account", "opportunity", "quote"), CONTRACTS,
        (
            Column("external_id", lambda contract: contract.external_id or contract.code), named("account"), plain("name"),
            plain("number"), plain("kind"), plain("language"),
            Column("deal", lambda contract: contract.opportunity.code if contract.opportunity else ""),
            Column("quote", lambda contract: contract.quote.code if contract.quote else ""),
            Column("amount", lambda contract: decimal_amount(contract.amount_minor, contract.currency)), plain("currency"),
            plain("starts_on"), plain("last_day"), plain("renewal"), plain("renewal_months"), plain("notice"),
            plain("notice_unit"), plain("status"), plain("signed_on"), plain("ended_on"), plain("end_reason"), plain("note"),
            plain("runs_until"), plain("notice_by"),
        ),
    ),
    "price_lists": Export(
        lambda actor: price_lines_for(actor).select_related("price_list", "offering"), PRICE_LINES,
        (
            Column("price_list", lambda line: line.price_list.name), Column("currency", lambda line: line.price_list.currency),
            Column("segment", lambda line: line.price_list.segment), Column("valid_from", lambda line: line.price_list.valid_from),
            Column("valid_until", lambda line: line.price_list.valid_until), named("offering"), plain("unit"),
            Column("unit_price", lambda line: decimal_amount(line.unit_price_minor, line.price_list.currency)),
        ),
    ),
    "invoices": Export(
        lambda actor: invoice_lines_within(actor, Right.EXPORT).select_related(
            "invoice__account", "invoice__order", "invoice__credits", "offering", "order_line"
        ), INVOICE_LINES,
        (
            Column("number", lambda line: line.invoice.number), Column("account", lambda line: line.invoice.account.name),
            Column("issued_on", lambda line: line.invoice.issued_on), Column("due_on", lambda line: line.invoice.due_on),
            Column("order", lambda line: line.invoice.order.code if line.invoice.order else ""), plain("description"),
            named("offering"), Column("amount", lambda line: decimal_amount(line.amount_minor, line.invoice.currency)),
            Column("tax", lambda line: percent(line.tax_bp)), Column("currency", lambda line: line.invoice.currency),
            Column("credits", lambda line: line.invoice.credits.number if line.invoice.credits else ""),
            Column("tax_number", lambda line: line.invoice.tax_number),
        ),
    ),
    "receipts": Export(
        lambda actor: receipts_for(actor).select_related("account", "reverses"), RECEIPTS,
        (
            Column("external_id", lambda receipt: receipt.external_id or receipt.code), named("account"), plain("received_on"),
            Column("amount", lambda receipt: decimal_amount(receipt.amount_minor, receipt.currency)), plain("currency"),
            plain("bank_reference"), Column("allocated", lambda receipt: decimal_amount(receipt.allocated_minor, receipt.currency)),
            Column("reverses", lambda receipt: receipt.reverses.code if receipt.reverses else ""),
        ),
    ),
    "interactions": Export(
        lambda actor: interactions_for(actor).select_related("account", "opportunity"), INTERACTIONS,
        (
            plain("code"), instant("happened_at", "happened_at"), plain("channel"), plain("direction"), named("account"),
            named("opportunity"), plain("subject"), plain("words"),
        ),
    ),
    "next_steps": Export(
        lambda actor: next_steps_for(actor).select_related("account", "opportunity", "owner"), NEXT_STEPS,
        (
            plain("code"), plain("what"), plain("kind"), plain("due_on"), named("owner"), named("account"),
            named("opportunity"), plain("state"),
        ),
    ),
    "offerings": Export(
        offerings_for, OFFERINGS, (plain("code"), plain("name"), plain("family"), plain("unit"), plain("status"))
    ),
    "costs": Export(
        lambda actor: costs_for(actor).select_related("territory", "campaign"), COSTS,
        (
            plain("code"), plain("kind"), plain("about"), plain("starts_on"), plain("ends_on"), plain("channel"),
            named("territory"), named("campaign"),
            Column("amount", lambda cost: decimal_amount(cost.amount_minor, cost.currency)), plain("currency"),
            Column("acquisition_share", lambda cost: _percent(cost.acquisition_share)), plain("external_id"),
        ),
    ),
    "survey_invitations": Export(
        lambda actor: invitations_for(actor).select_related("survey", "account", "person"), INVITATIONS,
        (
            plain("code"), named("survey"), named("account"), named("person"), plain("delivered_on"), plain("external_id"),
        ),
    ),
    "survey_answers": Export(
        lambda actor: answers_for(actor).select_related("survey", "account", "person", "invitation"), ANSWERS,
        (
            plain("code"), named("survey"), named("account"), named("person"), plain("score"), plain("answered_on"),
            plain("words"), plain("source"),
            Column("invitation", lambda answer: answer.invitation.code if answer.invitation_id else ""), plain("external_id"),
        ),
    ),
    "whitespace_cells": Export(
        lambda actor: cells_for(actor).select_related("account", "unit", "offering"), CELLS,
        (
            plain("code"), named("account"), named("offering"), named("unit"), plain("state"), plain("competitor"),
            plain("competitor_until"),
            Column("potential", lambda cell: decimal_amount(cell.potential_minor, cell.currency)),
            plain("potential_source"), plain("currency"),
        ),
    ),
    "targets": Export(
        lambda actor: targets_for(actor).select_related("member", "team", "territory", "account"), TARGETS,
        (
            plain("code"), plain("metric"), plain("starts_on"), plain("ends_on"), named("member"), named("team"),
            named("territory"), named("account"),
            Column("amount", target_amount), plain("currency"),
        ),
    ),
    "campaigns": Export(
        lambda actor: campaigns_for(actor).select_related("territory"), CAMPAIGNS,
        (
            plain("code"), plain("name"), plain("channel"), plain("starts_on"), plain("ends_on"), named("territory"),
        ),
    ),
}  # fmt: skip
