"""Everything a contract says, as plain values: what is frozen when a version is signed."""

from __future__ import annotations

from typing import Any

from saphan.commerce.contract_clauses import clauses_of
from saphan.commerce.models import Clause, Contract
from saphan.commerce.quote_queries import quote_setup_of

LAYOUT = 1  # a frozen document is printed by the layout it was signed with
PLAIN = ("kind", "currency", "amount_minor", "renewal", "renewal_months", "notice", "notice_unit")
SAID = ("number", "heading", "text", "kind", "deemed_days", "owed_by", "duty", "every", "days_before")


def document_of(contract: Contract) -> dict[str, Any]:
    """The contract in its own language: names in the script of the language where they are known."""
    language, account = contract.language[:2], contract.account
    setup = quote_setup_of(contract.workspace_id)
    seller, quote, deal = setup.seller, contract.quote, contract.opportunity
    return {
        "layout": LAYOUT,
        "code": contract.code,
        "number": contract.number or contract.code,
        "title": contract.name,
        "language": language,
        "has_buddhist_years": setup.has_buddhist_years and language == "th",
        **{name: getattr(contract, name) for name in PLAIN},
        "starts_on": contract.starts_on.isoformat() if contract.starts_on else "",
        "last_day": contract.last_day.isoformat() if contract.last_day else "",
        "quote": quote.code if quote else "",
        "deal": deal.code if deal else "",
        "seller": {
            "name": seller.get("name", {}).get(contract.language) or contract.workspace.name,
            "address": seller.get("address", {}).get(contract.language, ""),
            "tax_number": seller.get("tax_number", ""),
        },
        "client": {
            "name": account.name_in(language),
            "registration_number": account.registration_number,
            "place": ", ".join(part for part in (account.city, account.country) if part),
        },
        "clauses": [_clause(row) for row in clauses_of(contract)],
    }


def _clause(row: Clause) -> dict[str, Any]:
    return {
        "code": row.code,
        **{name: getattr(row, name) for name in SAID},
        "due_on": row.due_on.isoformat() if row.due_on else "",
    }
