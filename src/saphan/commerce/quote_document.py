"""Everything a quote says on paper, as plain values: what is frozen when it is sent."""

from __future__ import annotations

from typing import Any

from saphan.commerce.models import Quote, QuoteLine
from saphan.commerce.quote_queries import quote_setup_of
from saphan.workspace.models.record import label_of

LAYOUT = 1  # a frozen document is printed by the layout it was sent with


def document_of(quote: Quote) -> dict[str, Any]:
    """The current version in its own language: names in the script of the language where they are known."""
    rows = QuoteLine.objects.filter(quote=quote, removed_at=None).select_related("offering")
    setup, language = quote_setup_of(quote.workspace_id), quote.language[:2]
    account, contact, owner = quote.account, quote.contact, quote.owner
    seller = setup.seller
    return {
        "layout": LAYOUT,
        "number": quote.code,
        "edition": quote.edition,
        "title": quote.name,
        "language": language,
        "has_buddhist_years": setup.has_buddhist_years and language == "th",
        "currency": quote.currency,
        "valid_until": quote.valid_until.isoformat() if quote.valid_until else "",
        "seller": {
            "name": seller.get("name", {}).get(quote.language) or quote.workspace.name,
            "address": seller.get("address", {}).get(quote.language, ""),
            "tax_number": seller.get("tax_number", ""),
        },
        "client": {
            "name": account.name_in(language),
            "registration_number": account.registration_number,
            "place": ", ".join(part for part in (account.city, account.country) if part),
        },
        "contact": {"name": contact.name_in(language), "email": contact.email} if contact else None,
        "owner": {"name": owner.name, "email": owner.email} if owner else None,
        "terms": quote.terms,
        "lines": [_line(row, quote.language) for row in rows.order_by("position", "pk")],
        "full_minor": quote.full_minor,
        "amount_minor": quote.amount_minor,
        "tax_minor": quote.tax_minor,
    }


def _line(row: QuoteLine, language: str) -> dict[str, Any]:
    offering = row.offering
    name = label_of(offering, language) if offering else ""
    return {
        "offering": offering.code if offering else "",
        "name": name,
        "description": row.description,
        "quantity": row.quantity,
        "unit": row.unit,
        "unit_price_minor": row.unit_price_minor,
        "list_price_minor": row.list_price_minor,
        "discount_bp": row.discount_bp,
        "tax_bp": row.tax_bp,
        "months": row.months,
        "is_pass_through": row.is_pass_through,
        "amount_minor": row.amount_minor,
        "tax_minor": row.tax_minor,
    }
