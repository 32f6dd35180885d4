"""One quote: what is offered, how it stands, what became of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from saphan.clients.queries import people_of
from saphan.commerce.actions import assign_quote, remove_quote, update_quote
from saphan.commerce.actions.quote_flow import is_beyond_limit
from saphan.commerce.models import Quote
from saphan.commerce.quote_queries import quote_lines_for, quote_versions_for, quotes_for
from saphan.commerce.quote_rules import authors_of, may_approve, may_write_quote
from saphan.commerce.quote_terms import QuoteStatus
from saphan.pipeline.queries import opportunities_for
from saphan.web.answers import answer
from saphan.web.grid.pages import show
from saphan.web.history.moments import changes_shown
from saphan.web.past.record import stood
from saphan.web.quotes.grid import QUOTES, tone_of
from saphan.web.quotes.lines import row_of, shown
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import TouchedForm, reference, save_touched, version_field
from saphan.workspace.queries import active_members_for
from saphan.workspace.terms import Language

PAGE, FEW = "quotes/quote.html", 6
RELATIONS = ("account", "contact", "opportunity", "owner", "submitted_by", "approved_by", "order")


class EditForm(TouchedForm):
    COLUMNS = {"contact": "contact_id", "opportunity": "opportunity_id"}

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=Language.choices)
    valid_until = forms.DateField(
        label=gettext_lazy("Valid until"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    terms = forms.CharField(
        label=gettext_lazy("Terms"), required=False, max_length=20_000, widget=forms.Textarea({"rows": 4})
    )
    version = version_field()

    def __init__(self, request: MemberRequest, quote: Quote, data: Any = None) -> None:
        names = ("name", "language", "valid_until", "terms", "version")
        relations = {"contact": quote.contact_id, "opportunity": quote.opportunity_id}
        super().__init__(data, initial={name: getattr(quote, name) for name in names} | relations)
        people = people_of(request.actor, quote.account).order_by("name")
        deals = opportunities_for(request.actor).filter(account=quote.account).order_by("-pk")
        self.fields["contact"] = reference(_("Contact"), people[:200])
        self.fields["opportunity"] = reference(_("Deal"), deals[:200])
        for name in ("contact", "opportunity"):
            self.fields[name].show_hidden_initial = True
        self.order_fields(["name", "contact", "opportunity", "language", "valid_until", "terms"])


class RemoveForm(forms.Form):
    reason = forms.CharField(max_length=500)


@require_safe
def quotes(request: MemberRequest) -> HttpResponse:
    """Quotes the member may read."""
    return show(request, QUOTES)


@require_safe
def quote(request: MemberRequest, code: str) -> HttpResponse:
    """A quote the member may read, now or as it was."""
    here = found(request, code)
    return stood(request, here, QUOTES) or render(request, PAGE, context_of(request, here))


@require_safe
def peek(request: MemberRequest, code: str) -> HttpResponse:
    """The quote in a panel beside the list."""
    context = context_of(request, found(request, code))
    return render(request, "quotes/peek.html", context | {"moments": context["moments"][:FEW]})


@require_POST
def edit(request: MemberRequest, code: str) -> HttpResponse:
    """Save what was touched."""
    here = found(request, code)
    form = EditForm(request, here, request.POST)

    def act(**_cleaned: Any) -> Any:
        return save_touched(update_quote, here, form, actor=request.actor)

    return answered(request, here, form, act, _("Saved."))


@require_POST
def assign(request: MemberRequest, code: str) -> HttpResponse:
    """Give the quote to another member."""
    here = found(request, code)
    owner = get_object_or_404(active_members_for(request.actor), code=request.POST.get("owner", ""))
    act = partial(assign_quote, here, actor=request.actor, owner=owner)
    return answered(request, here, None, act, _("%(owner)s owns it now.") % {"owner": owner.name})


@require_POST
def remove(request: MemberRequest, code: str) -> HttpResponse:
    """Take out a quote that was entered by mistake; the list follows."""
    here = found(request, code)
    act = partial(remove_quote, here, actor=request.actor)
    to = reverse("quotes:list", args=[request.workspace.code])
    context = partial(context_of, request, here)
    return answer(
        request, RemoveForm, act, page=PAGE, fragment="quote", context=context, to=to, said=_("Removed.")
    )


def found(request: MemberRequest, code: str) -> Quote:
    return get_object_or_404(quotes_for(request.actor).select_related(*RELATIONS), code=code)


def answered(request: MemberRequest, here: Quote, form: Any, act: Any, said: Any) -> HttpResponse:
    """The page of the quote, or the same with the reason why not."""
    context = partial(context_of, request, here)
    return answer(request, form, act, page=PAGE, fragment="quote", context=context, said=said)


def context_of(request: MemberRequest, here: Quote) -> dict[str, Any]:
    """Everything the page of a quote shows, read anew."""
    quote, reader = _again(request, here), reader_of(request)
    lines = list(quote_lines_for(request.actor, quote))
    may_write = may_write_quote(request.actor, quote)
    return {
        "quote": quote,
        "tone": tone_of(quote.status),
        "may_write": may_write,
        "is_draft": quote.status == QuoteStatus.DRAFT,
        "may_revise": quote.status in (QuoteStatus.SENT, QuoteStatus.DECLINED, QuoteStatus.EXPIRED),
        "may_approve": quote.status == QuoteStatus.WAITING
        and may_approve(request.actor, quote)
        and request.actor.member.pk not in authors_of(quote),
        "is_beyond_limit": is_beyond_limit(quote, lines),
        "has_lines": bool(lines),
        "lines": shown([row_of(line, reader.language) for line in lines], quote.currency, reader),
        "versions": [
            (version, reader.full_day(version.sent_on), version.get_status_display())
            for version in quote_versions_for(request.actor, quote).defer("document")
        ],
        "members": active_members_for(request.actor).order_by("name").values_list("code", "name"),
        "moments": changes_shown(quote, replace(reader, currency=quote.currency)),
        "edit_form": EditForm(request, quote) if may_write and quote.status == QuoteStatus.DRAFT else None,
        **_figures(quote, reader),
    }


def _figures(quote: Quote, reader: Reader) -> dict[str, Any]:
    def money(minor: int) -> str:
        return reader.money(minor, quote.currency)

    discount = quote.full_minor - quote.amount_minor
    return {
        "amount": money(quote.amount_minor),
        "tax": money(quote.tax_minor) if quote.tax_minor else "",
        "with_tax": money(quote.amount_minor + quote.tax_minor),
        "full": money(quote.full_minor) if discount else "",
        "discount": money(-discount) if discount else "",
        "reporting": reader.compact(quote.reporting_minor) if quote.currency != reader.currency else "",
        "valid_day": reader.full_day(quote.valid_until) if quote.valid_until else "",
        "sent_day": reader.full_day(quote.sent_on) if quote.sent_on else "",
        "decided_day": reader.full_day(quote.decided_on) if quote.decided_on else "",
    }


def _again(request: MemberRequest, here: Quote) -> Quote:
    """As it is now; after it was handed out of one's reach, as it was."""
    rows = quotes_for(request.actor).select_related(*RELATIONS)
    return rows.filter(pk=here.pk).first() or here
