"""How the workspace quotes: who it is on paper, its usual terms, and from which discount on a second person looks."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.commerce.actions import set_quote_setup
from saphan.commerce.models import QuoteSetup
from saphan.commerce.quote_queries import quote_setup_of
from saphan.core.reading.shares import read_share
from saphan.web.commerce.lines import plain_percent
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import TouchedForm, switch
from saphan.web.settings.pages import Edit, address, edit, needs
from saphan.workspace.rights import Right
from saphan.workspace.terms import Language

TONGUES = {"en": Language.EN, "zh": Language.ZH, "th": Language.TH}


def _text(label: Any, rows: int = 0, longest: int = 200) -> forms.CharField:
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=longest, required=False, widget=widget)


class QuotingForm(TouchedForm):
    discount_limit = forms.CharField(
        label=gettext_lazy("Discount limit in %"), max_length=10, required=False,
        help_text=gettext_lazy("A quote with a line above it is approved by somebody else first. Empty: no limit."),
    )  # fmt: skip
    valid_days = forms.IntegerField(label=gettext_lazy("Quotes hold for days"), min_value=1, max_value=730)
    has_buddhist_years = forms.BooleanField(
        label=gettext_lazy("Buddhist years in Thai documents"), required=False, widget=switch()
    )
    tax_number = _text(gettext_lazy("Tax number on paper"), longest=80)
    name_en = _text(gettext_lazy("Company name in English"))
    name_zh = _text(gettext_lazy("Company name in Chinese"))
    name_th = _text(gettext_lazy("Company name in Thai"))
    address_en = _text(gettext_lazy("Address in English"), rows=2, longest=500)
    address_zh = _text(gettext_lazy("Address in Chinese"), rows=2, longest=500)
    address_th = _text(gettext_lazy("Address in Thai"), rows=2, longest=500)
    terms_en = _text(gettext_lazy("Usual terms in English"), rows=3, longest=5_000)
    terms_zh = _text(gettext_lazy("Usual terms in Chinese"), rows=3, longest=5_000)
    terms_th = _text(gettext_lazy("Usual terms in Thai"), rows=3, longest=5_000)


@needs(Right.CONFIGURE)
def quoting(request: MemberRequest) -> HttpResponse:
    """The form, or what became of it."""
    setup = quote_setup_of(request.workspace.pk)
    return edit(
        request,
        Edit(
            section="quoting", title=_("Quotes"), form=partial(QuotingForm, initial=_initial(setup)),
            act=partial(_save, request), back=address(request, "quoting"), said=_("Saved."), button=_("Save"),
        ),
    )  # fmt: skip


def _save(request: MemberRequest, form: TouchedForm) -> QuoteSetup:
    chosen = form.cleaned_data
    limit = chosen["discount_limit"].strip()
    changes = {
        "discount_limit_bp": read_share(limit, "discount_limit") if limit else None,
        "valid_days": chosen["valid_days"],
        "has_buddhist_years": chosen["has_buddhist_years"],
        "seller": {
            "name": _by_language(chosen, "name"),
            "address": _by_language(chosen, "address"),
            "tax_number": chosen["tax_number"],
        },
        "terms": _by_language(chosen, "terms"),
    }
    saved: QuoteSetup = set_quote_setup(actor=request.actor, changes=changes)
    return saved


def _initial(setup: QuoteSetup) -> dict[str, Any]:
    limit = setup.discount_limit_bp
    texts = {
        "name": setup.seller.get("name", {}),
        "address": setup.seller.get("address", {}),
        "terms": setup.terms,
    }
    return {
        "discount_limit": "" if limit is None else plain_percent(limit) or "0",
        "valid_days": setup.valid_days,
        "has_buddhist_years": setup.has_buddhist_years,
        "tax_number": setup.seller.get("tax_number", ""),
        **{
            f"{what}_{short}": held.get(language, "")
            for what, held in texts.items()
            for short, language in TONGUES.items()
        },
    }


def _by_language(chosen: dict[str, Any], what: str) -> dict[str, str]:
    found = {str(language): chosen[f"{what}_{short}"].strip() for short, language in TONGUES.items()}
    return {language: text for language, text in found.items() if text}
