"""Price lists: for whom and from when until when, and what each offering costs in them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from saphan.clients.terms import Tier
from saphan.commerce.actions import (
    create_price_list,
    remove_listed_price,
    remove_price_list,
    set_listed_price,
    update_price_list,
)
from saphan.commerce.models import PriceLine, PriceList
from saphan.commerce.quote_queries import price_lines_for, price_lists_for
from saphan.core.money.reading import parse_amount
from saphan.web.answers import answer
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.web.settings.choices import currencies
from saphan.web.settings.forms import TouchedForm, offer, reference, save_touched, version_field
from saphan.web.settings.pages import Edit, address, edit, frame, needs, page
from saphan.workspace.queries import sellable_offerings_for
from saphan.workspace.rights import Right

LIST, ONE = "settings/price_lists.html", "settings/price_list.html"


def _day(label: Any, help_text: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, help_text=help_text)


class PriceListForm(TouchedForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    segment = forms.ChoiceField(
        label=gettext_lazy("For clients of tier"), required=False, choices=[("", gettext_lazy("all")), *Tier.choices]
    )  # fmt: skip
    valid_from = _day(gettext_lazy("Valid from"), gettext_lazy("Empty: from the beginning."))
    valid_until = _day(
        gettext_lazy("Ends before"), gettext_lazy("The first day on which it no longer holds. Empty: open.")
    )


class NewPriceListForm(PriceListForm):
    currency = forms.ChoiceField(label=gettext_lazy("Currency"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        offer(self, currency=currencies())


class SavedPriceListForm(PriceListForm):
    version = version_field()


class ListedPriceForm(TouchedForm):
    price = forms.CharField(label=gettext_lazy("Price"), max_length=40)
    unit = forms.CharField(
        label=gettext_lazy("Unit"), max_length=40, required=False, help_text=gettext_lazy("Empty: its own unit.")
    )  # fmt: skip

    def __init__(self, request: MemberRequest, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        offerings = sellable_offerings_for(request.actor).order_by("family", "name")
        self.fields["offering"] = reference(_("Product or service"), offerings)
        self.fields["offering"].required = True
        self.order_fields(["offering", "price", "unit"])


@require_safe
@needs(Right.CONFIGURE)
def price_lists(request: MemberRequest) -> HttpResponse:
    reader = reader_of(request)
    rows = price_lists_for(request.actor).order_by("currency", "segment", "-valid_from", "pk")
    return page(request, "price_lists", LIST, price_lists=[_described(row, reader) for row in rows])


@needs(Right.CONFIGURE)
def new_price_list(request: MemberRequest) -> HttpResponse:
    def act(form: TouchedForm) -> Any:
        return create_price_list(actor=request.actor, **form.cleaned_data)

    return edit(
        request,
        Edit(
            section="price_lists", title=_("Add a price list"),
            form=partial(NewPriceListForm, initial={"currency": request.workspace.currency}), act=act,
            back=address(request, "price_lists"), said=_("Added."), button=_("Add"),
        ),
    )  # fmt: skip


@require_safe
@needs(Right.CONFIGURE)
def price_list(request: MemberRequest, code: str) -> HttpResponse:
    """One list with its prices."""
    return page(request, "price_lists", ONE, **_one(request, _found(request, code)))


@needs(Right.CONFIGURE)
def edit_price_list(request: MemberRequest, code: str) -> HttpResponse:
    found = _found(request, code)
    names = ("name", "segment", "valid_from", "valid_until", "version")
    initial = {name: getattr(found, name) for name in names}
    return edit(
        request,
        Edit(
            section="price_lists", title=found.name, form=partial(SavedPriceListForm, initial=initial),
            act=lambda form: save_touched(update_price_list, found, form, actor=request.actor),
            back=address(request, "price_list", found.code),
            said=_("%(name)s is saved.") % {"name": found.name}, button=_("Save"),
        ),
    )  # fmt: skip


@require_POST
@needs(Right.CONFIGURE)
def drop_price_list(request: MemberRequest, code: str) -> HttpResponse:
    """Take the list away; the page of all lists follows."""
    found = _found(request, code)
    act = partial(remove_price_list, found, actor=request.actor)
    to = reverse("settings:price_lists", args=[request.workspace.code])
    return answer(
        request, None, act, page=ONE, fragment="price_list", to=to, said=_("Removed."),
        context=lambda: frame(request, "price_lists", **_one(request, found)),
    )  # fmt: skip


@needs(Right.CONFIGURE)
def set_price_of_list(request: MemberRequest, code: str) -> HttpResponse:
    """Add a price to the list, or set one anew."""
    found = _found(request, code)

    def act(form: TouchedForm) -> Any:
        chosen = form.cleaned_data
        offering = get_object_or_404(sellable_offerings_for(request.actor), pk=chosen["offering"])
        return set_listed_price(
            found, actor=request.actor, offering=offering, unit=chosen["unit"],
            unit_price_minor=parse_amount(chosen["price"], found.currency).minor,
        )  # fmt: skip

    return edit(
        request,
        Edit(
            section="price_lists", title=_("Price in %(name)s") % {"name": found.name},
            form=partial(ListedPriceForm, request), act=act, back=address(request, "price_list", found.code),
            said=_("The price is saved."), button=_("Save"),
        ),
    )  # fmt: skip


@require_POST
@needs(Right.CONFIGURE)
def drop_listed_price(request: MemberRequest, code: str) -> HttpResponse:
    line = get_object_or_404(price_lines_for(request.actor).select_related("price_list"), code=code)
    return answer(
        request, None, partial(remove_listed_price, line, actor=request.actor), page=ONE, fragment="price_list",
        context=lambda: frame(request, "price_lists", **_one(request, _found(request, line.price_list.code))),
        said=_("The price is withdrawn."),
    )  # fmt: skip


def _found(request: MemberRequest, code: str) -> PriceList:
    return get_object_or_404(price_lists_for(request.actor), code=code)


def _one(request: MemberRequest, found: PriceList) -> dict[str, Any]:
    reader = reader_of(request)
    lines = price_lines_for(request.actor).filter(price_list=found).select_related("offering")
    return {
        "list": _described(found, reader),
        "prices": [_price(line, found, reader) for line in lines.order_by("offering__name", "unit")],
    }


def _price(line: PriceLine, found: PriceList, reader: Reader) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.offering.name,
        "unit": line.unit or line.offering.unit,
        "price": reader.money(line.unit_price_minor, found.currency),
    }


def _described(row: PriceList, reader: Reader) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "currency": row.currency,
        "tier": row.get_segment_display(),
        "from": reader.full_day(row.valid_from) if row.valid_from else "",
        "until": reader.full_day(row.valid_until) if row.valid_until else "",
    }
