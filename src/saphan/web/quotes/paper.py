"""Quotes on paper, and what two versions differ in."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from saphan.commerce.letterhead import Document
from saphan.commerce.models import Quote, QuoteVersion
from saphan.commerce.quote_document import document_of
from saphan.commerce.quote_print import quote_pdf
from saphan.commerce.quote_queries import quote_versions_for
from saphan.core.quotes import LineChange, compare_lines
from saphan.web.quotes.lines import shown
from saphan.web.quotes.page import found
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest

CHANGES = {"added": _("New"), "removed": _("Gone"), "changed": _("Changed"), "same": _("As before")}
TONES = {"added": "good", "removed": "crit", "changed": "warn", "same": ""}


@require_safe
def pdf(request: MemberRequest, code: str) -> HttpResponse:
    """The current version as a PDF; before it is sent, marked as a draft."""
    here = found(request, code)
    sent = quote_versions_for(request.actor, here).filter(number=here.edition).first()
    return _file(here, sent)


@require_safe
def version_pdf(request: MemberRequest, code: str, number: int) -> HttpResponse:
    """A version as it was sent."""
    here = found(request, code)
    return _file(here, get_object_or_404(quote_versions_for(request.actor, here), number=number))


@require_safe
def compare(request: MemberRequest, code: str) -> HttpResponse:
    """Two versions line by line; `?from=1&to=2`, by default the last one sent and the one before, or the draft."""
    here, reader = found(request, code), reader_of(request)
    documents = _documents(request, here)
    numbers = sorted(documents)
    if len(numbers) < 2:
        raise Http404
    after = _asked(request, "to", numbers, numbers[-1])
    before = _asked(request, "from", numbers, numbers[max(0, numbers.index(after) - 1)])
    one, other = documents[before], documents[after]
    context = {
        "quote": here,
        "numbers": numbers,
        "before": before,
        "after": after,
        "rows": [_row(change, here.currency, reader) for change in compare_lines(one["lines"], other["lines"])],
        "totals": (reader.money(one["amount_minor"], here.currency), reader.money(other["amount_minor"], here.currency)),
        "terms": (one["terms"], other["terms"]) if one["terms"] != other["terms"] else None,
    }  # fmt: skip
    return render(request, "quotes/compare.html", context)


def _file(quote: Quote, sent: QuoteVersion | None) -> HttpResponse:
    document, day = (sent.document, sent.sent_on) if sent else (document_of(quote), None)
    response = HttpResponse(quote_pdf(document, day), content_type="application/pdf")
    name = f"{document['number']}-v{document['edition']}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _documents(request: MemberRequest, quote: Quote) -> dict[int, Document]:
    """Every version by its number; the current one as it is, where it was not sent yet."""
    found = {each.number: each.document for each in quote_versions_for(request.actor, quote)}
    return found if quote.edition in found else {**found, quote.edition: document_of(quote)}


def _asked(request: MemberRequest, name: str, numbers: list[int], otherwise: int) -> int:
    text = request.GET.get(name, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise
    if number not in numbers:
        raise Http404
    return number


def _row(change: LineChange, currency: str, reader: Reader) -> dict[str, Any]:
    before, after = (
        shown([dict(each)], currency, reader)[0] if each is not None else None
        for each in (change.before, change.after)
    )
    return {
        "kind": CHANGES[change.kind],
        "tone": TONES[change.kind],
        "before": before,
        "after": after,
    }
