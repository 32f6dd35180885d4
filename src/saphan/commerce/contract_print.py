"""A contract as both sides read it: its terms and clauses in its own language, ready for the press."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from saphan.commerce.contract_document import document_of
from saphan.commerce.contract_terms import ContractKind, Side
from saphan.commerce.contract_words import Written, clause_said, period_said, renewal_said
from saphan.commerce.letterhead import TAGS, Document, day_of, head_of
from saphan.commerce.models import Contract, ContractVersion
from saphan.core import format as written
from saphan.paper.press import printed


class Signed(NamedTuple):
    """The version that a document is: its number, when it was signed, from when it holds, what it changed."""

    number: int
    signed_on: date
    effective_on: date
    summary: str = ""


def pdf_of(contract: Contract, version: ContractVersion | None) -> bytes:
    """The PDF of a version as it was signed; without one that of the contract as it stands, marked as a draft."""
    if version is None:
        return contract_pdf(document_of(contract), None)
    signed = Signed(version.number, version.signed_on, version.effective_on, version.summary)
    return contract_pdf(version.document, signed)


def contract_pdf(document: Document, signed: Signed | None) -> bytes:
    """The PDF of a document (see `contract_document`) in its language. Raises RuleBroken("paper.fonts_missing")."""
    with override(TAGS[document["language"]]):
        content = _content(document, signed)
    return printed(f"contract_{document['layout']}", content, document["language"])


def _content(document: Document, signed: Signed | None) -> dict[str, Any]:
    day = partial(day_of, document)
    return head_of(document, pgettext("on paper", "Contract"), is_draft=signed is None) | {
        "facts": list(_facts(document, signed)),
        "summary": signed.summary if signed else "",
        "clauses": [_clause(document, clause, day) for clause in document["clauses"]],
        "nothing": _("No clause is recorded."),
        "signatures": [_("For the agency: name, date"), _("For the client: name, date")],
    }


def _clause(document: Document, clause: Mapping[str, Any], day: Written) -> dict[str, Any]:
    """On paper nobody is “us”: both sides read it, so each is called by its name."""
    names = {Side.US: document["seller"]["name"], Side.CLIENT: document["client"]["name"]}
    return clause_said(clause, day) | {"side": names.get(clause["owed_by"], "")}


def _facts(document: Document, signed: Signed | None) -> Iterator[tuple[str, str]]:
    yield _("Kind"), str(ContractKind(document["kind"]).label)
    if signed:
        yield _("Version"), str(signed.number)
        yield _("Signed on"), day_of(document, signed.signed_on)
        if signed.number > 1:
            yield _("Holds from"), day_of(document, signed.effective_on)
    if document["amount_minor"] is not None:
        amount = written.full_money(document["amount_minor"], document["currency"], decimals=True)
        yield _("Value without tax"), amount
    is_open_ended = not document["last_day"]
    if document["starts_on"]:
        ends = _("open-ended") if is_open_ended else _read(document, "last_day")
        yield _("Term"), f"{_read(document, 'starts_on')} – {ends}"
    renewal = renewal_said(document["renewal"], document["renewal_months"], is_open_ended=is_open_ended)
    yield _("At the end of the term"), renewal
    if document["notice"] is not None:
        yield _("Period of notice"), period_said(document["notice"], document["notice_unit"])
    if document["quote"]:
        yield _("Quote"), document["quote"]


def _read(document: Document, name: str) -> str:
    return day_of(document, date.fromisoformat(document[name]))
