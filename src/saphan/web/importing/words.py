"""What the kinds and fields of imports are called."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saphan.core.errors import RuleBroken, SaphanError
from saphan.web.history.attributes import LABELS
from saphan.words.refusal import sentence_of

KIND_LABELS: dict[str, Any] = {
    "accounts": _("Clients"),
    "people": _("People"),
    "members": _("Colleagues and teams"),
    "offerings": _("Products and services"),
    "leads": _("Leads"),
    "opportunities": _("Deals"),
    "whitespace_cells": _("Whitespace of clients"),
    "survey_invitations": _("Invitations to surveys"),
    "survey_answers": _("Survey answers"),
    "campaigns": _("Campaigns"),
    "costs": _("Costs of sales and marketing"),
    "price_lists": _("Price lists"),
    "quotes": _("Quotes"),
    "contracts": _("Contracts"),
    "orders": _("Orders"),
    "targets": pgettext_lazy("performance", "Targets"),
    "invoices": _("Invoices"),
    "receipts": _("Receipts"),
}
FIELDS: dict[str, Any] = {
    "metric": _("Figure"),
    "account": _("Client"),
    "owner": _("Owner"),
    "offering": _("Product or service"),
    "stage": _("Stage"),
    "created_on": _("Date created"),
    "close_date": _("Date closed, or expected to"),
    "amount": _("Amount"),
    "territory": _("Territory"),
    "parent": _("Parent company"),
    "first_name": _("First name"),
    "last_name": _("Family name"),
    "title": _("Job title"),
    "team": _("Team"),
    "parent_team": _("Team above"),
    "family": _("Family"),
    "unit": _("Unit"),
    "price": _("Price"),
    "competitor": _("Competitor"),
    "competitor_until": _("Their contract runs until"),
    "potential": _("Potential of a year"),
    "potential_source": _("Source of the estimate"),
    "survey": _("Survey"),
    "person": _("Contact"),
    "score": _("Score"),
    "answered_on": _("Answered on"),
    "delivered_on": _("Delivered on"),
    "invitation": _("Invitation"),
    "kind": _("Kind"),
    "starts_on": _("From"),
    "ends_on": _("To"),
    "channel": _("Channel"),
    "campaign": _("Campaign"),
    "acquisition_share": _("Share that wins clients, in %"),
    "number": _("Number"),
    "issued_on": _("Issued on"),
    "received_on": _("Received on"),
    "order": _("Order"),
    "invoice": _("Invoice"),
    "credits": _("Takes back"),
    "tax_number": _("Number of the tax document"),
    "unit_price": _("Price"),
    "price_list": _("Price list"),
    "segment": _("For clients of tier"),
    "valid_from": _("Valid from"),
    "contact": _("Contact"),
    "deal": _("Deal"),
    "quote": _("Quote"),
    "clause_number": _("Number of the clause"),
    "clause_heading": _("Heading of the clause"),
    "clause_text": _("Text of the clause"),
    "clause_kind": _("Kind of clause"),
    "deemed_days": _("Days of silence that count as acceptance"),
    "owed_by": _("Who owes it"),
    "duty": _("What is owed"),
    "every": _("How often it is due"),
    "days_before": _("Days before the end of the term"),
    "confirmed_on": _("Confirmed on"),
    "cancelled_on": _("Cancelled on"),
    "quantity": _("Quantity"),
    "description": _("Description"),
    "discount": _("Discount"),
    "tax": _("Tax rate"),
    "months": _("Months"),
    "pass_through": _("Pass-through"),
    "reference": _("The client’s order number"),
}


def said(error: SaphanError) -> str:
    """The sentence of a refusal, with a missing field by its name."""
    if "wanted" not in error.values:
        return sentence_of(error)
    values = error.values | {"wanted": field_label(error.values["wanted"])}
    return sentence_of(RuleBroken(error.code, field=error.field, **values))


def field_label(key: str) -> str:
    """The name of a field of an import."""
    return str(FIELDS.get(key) or LABELS.get(key) or key)
