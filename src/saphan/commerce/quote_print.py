"""A quote as its client reads it: the words, amounts and days of its own language, ready for the press."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from saphan.commerce.letterhead import TAGS, Document, day_of, head_of
from saphan.core import format as written
from saphan.core.format.numbers import decimal
from saphan.core.money import exponent
from saphan.paper.press import printed


def quote_pdf(document: Document, sent_on: date | None) -> bytes:
    """The PDF of a document (see `quote_document`); one that was never sent says that it is a draft.

    Raises RuleBroken("paper.fonts_missing").
    """
    return printed(f"quote_{document['layout']}", content_of(document, sent_on), document["language"])


def content_of(document: Document, sent_on: date | None) -> dict[str, Any]:
    """What stands where on the page, all of it text."""
    with override(TAGS[document["language"]]):
        return _Page(document).content(sent_on)


class _Page:
    """Writes one document; the language is that of the thread."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.currency = document["currency"]
        self.places = exponent(self.currency)

    def content(self, sent_on: date | None) -> dict[str, Any]:
        document = self.document
        return head_of(document, pgettext("on paper", "Quote"), is_draft=sent_on is None) | {
            "facts": list(self._facts(sent_on)),
            "columns": [
                _("Product or service"), _("Quantity"), _("Unit price"), _("Discount"), _("Tax"), _("Amount"),
            ],
            "lines": [self._line(line) for line in document["lines"]],
            "totals": list(self._totals()),
            "terms": {"label": _("Terms"), "text": document["terms"]},
            "signatures": [_("For the seller: name, date"), _("Accepted by the client: name, date")],
        }  # fmt: skip

    def _facts(self, sent_on: date | None) -> Iterator[tuple[str, str]]:
        document = self.document
        yield _("Version"), str(document["edition"])
        if sent_on:
            yield _("Date"), day_of(document, sent_on)
        if document["valid_until"]:
            yield _("Valid until"), day_of(document, date.fromisoformat(document["valid_until"]))
        if document["owner"]:
            yield _("Your contact"), document["owner"]["name"]
        yield _("Currency"), self.currency

    def _line(self, line: Mapping[str, Any]) -> dict[str, Any]:
        what = line["name"] or line["description"]
        details = [line["description"]] if line["name"] and line["description"] else []
        if line["months"]:
            months = ngettext("over %(n)s month", "over %(n)s months", line["months"])
            details.append(months % {"n": line["months"]})
        if line["is_pass_through"]:
            details.append(_("Passed on at cost"))
        return {
            "what": what,
            "details": details,
            "quantity": f"{line['quantity']:,}",
            "unit": line["unit"],
            "price": self._bare(line["unit_price_minor"]),
            "discount": _percent(line["discount_bp"]),
            "tax": _percent(line["tax_bp"]),
            "amount": self._bare(line["amount_minor"]),
        }

    def _totals(self) -> Iterator[dict[str, Any]]:
        document = self.document
        net, tax, full = document["amount_minor"], document["tax_minor"], document["full_minor"]
        if full != net:
            yield _total(_("At list prices"), self._money(full))
            yield _total(_("Discount"), self._money(net - full))
        yield _total(_("Total without tax"), self._money(net))
        yield _total(_("Tax"), self._money(tax))
        yield _total(_("Total"), self._money(net + tax), strong=True)

    def _bare(self, minor: int) -> str:
        return decimal(Fraction(minor, 10**self.places), self.places)

    def _money(self, minor: int) -> str:
        return written.full_money(minor, self.currency, decimals=True)


def _percent(bp: int) -> str:
    return f"{bp / 100:g}%" if bp else ""


def _total(label: str, value: str, *, strong: bool = False) -> dict[str, Any]:
    return {"label": label, "value": value, "strong": strong}
