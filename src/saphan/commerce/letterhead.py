"""Who writes to whom at the head of a paper, in the words of the thread's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from saphan.core import format as written
from saphan.workspace.terms import Language

TAGS = {"en": Language.EN, "zh": Language.ZH, "th": Language.TH}
Document = Mapping[str, Any]


def head_of(document: Document, heading: str, *, is_draft: bool) -> dict[str, Any]:
    """What every paper of ours begins with, and how it counts its pages."""
    return {
        "lang": document["language"],
        "heading": heading,
        "number": document["number"],
        "mark": pgettext("on paper", "Draft") if is_draft else "",
        "title": document["title"],
        "seller": {"name": document["seller"]["name"], "details": list(_seller(document["seller"]))},
        "client": {
            "label": pgettext("on paper", "For"),
            "name": document["client"]["name"],
            "details": list(_client(document)),
        },
        "page_of": _("Page {page} of {pages}"),
    }


def day_of(document: Document, value: date) -> str:
    """A day as the document writes it."""
    return written.day(value, document["language"], buddhist=document["has_buddhist_years"])


def _seller(seller: Mapping[str, Any]) -> Iterator[str]:
    yield from filter(None, seller["address"].splitlines())
    if seller["tax_number"]:
        yield _("Tax number %(number)s") % {"number": seller["tax_number"]}


def _client(document: Document) -> Iterator[str]:
    client, contact = document["client"], document.get("contact")
    if contact:
        yield _("To %(name)s") % {"name": contact["name"]}
    if client["place"]:
        yield client["place"]
    if client["registration_number"]:
        yield _("Registration number %(number)s") % {"number": client["registration_number"]}
