"""What the workspace sells: names, families, units, and list prices by currency and day."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from saphan.administration.actions import (
    bring_back_offering,
    create_offering,
    remove_price,
    retire_offering,
    set_price,
    update_offering,
)
from saphan.administration.queries import prices_in, prices_of
from saphan.core.money.reading import parse_amount
from saphan.web.answers import answer
from saphan.web.grid.pages import show
from saphan.web.past.record import stood
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest
from saphan.web.settings.choices import amount, currencies
from saphan.web.settings.forms import NamedForm, TouchedForm, initial_of, offer, save_touched, version_field
from saphan.web.settings.offering_grid import OFFERINGS
from saphan.web.settings.pages import Edit, address, edit, frame, needs, page
from saphan.workspace.models import Offering, OfferingPrice
from saphan.workspace.models.record import label_of
from saphan.workspace.queries import offerings_for
from saphan.workspace.rights import Right
from saphan.workspace.terms import OfferingStatus

ONE = "settings/offering.html"


class OfferingForm(NamedForm):
    family = forms.CharField(
        label=gettext_lazy("Family"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Figures can be split by family. Orders keep the family of their day."),
    )
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=40, required=False)


class SavedOfferingForm(OfferingForm):
    version = version_field()


class PriceForm(TouchedForm):
    currency = forms.ChoiceField(label=gettext_lazy("Currency"))
    amount = forms.CharField(label=gettext_lazy("Price"), max_length=40)
    valid_from = forms.DateField(
        label=gettext_lazy("Valid from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Empty: from the beginning."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        offer(self, currency=currencies())


@require_safe
@needs(Right.CONFIGURE)
def offerings(request: MemberRequest) -> HttpResponse:
    return show(request, OFFERINGS)


@needs(Right.CONFIGURE)
def new_offering(request: MemberRequest) -> HttpResponse:
    return edit(
        request,
        Edit(
            section="offerings",
            title=_("Add a product or service"),
            form=OfferingForm,
            act=partial(_create, request),
            back=address(request, "offerings"),
            said=_("Added."),
            button=_("Add"),
        ),
    )


@require_safe
@needs(Right.CONFIGURE)
def offering(request: MemberRequest, code: str) -> HttpResponse:
    """One offering with its prices, now or as it was."""
    here = _found(request, code)
    return stood(request, here, OFFERINGS) or page(request, "offerings", ONE, **_one(request, here))


@needs(Right.CONFIGURE)
def edit_offering(request: MemberRequest, code: str) -> HttpResponse:
    found = _found(request, code)
    initial = {**initial_of(found), "family": found.family, "unit": found.unit}
    return edit(
        request,
        Edit(
            section="offerings",
            title=found.name,
            form=partial(SavedOfferingForm, initial=initial),
            act=lambda form: save_touched(update_offering, found, form, actor=request.actor),
            back=address(request, "offering", found.code),
            said=_("%(name)s is saved.") % {"name": found.name},
            button=_("Save"),
        ),
    )


@require_POST
@needs(Right.CONFIGURE)
def retire(request: MemberRequest, code: str) -> HttpResponse:
    found = _found(request, code)
    return _change(request, found, partial(retire_offering, found), _("Retired. What was sold stays sold."))


@require_POST
@needs(Right.CONFIGURE)
def bring_back(request: MemberRequest, code: str) -> HttpResponse:
    found = _found(request, code)
    return _change(request, found, partial(bring_back_offering, found), _("On sale again."))


@needs(Right.CONFIGURE)
def new_price(request: MemberRequest, code: str) -> HttpResponse:
    found = _found(request, code)
    return edit(
        request,
        Edit(
            section="offerings",
            title=_("Price of %(name)s") % {"name": found.name},
            form=partial(PriceForm, initial={"currency": request.workspace.currency}),
            act=partial(_price, request, found),
            back=address(request, "offering", found.code),
            said=_("The price is saved."),
            button=_("Save"),
        ),
    )


@require_POST
@needs(Right.CONFIGURE)
def withdraw_price(request: MemberRequest, code: str) -> HttpResponse:
    price = get_object_or_404(prices_in(request.actor).select_related("offering"), code=code)
    return _change(request, price.offering, partial(remove_price, price), _("The price is withdrawn."))


def _create(request: MemberRequest, form: OfferingForm) -> Offering:
    chosen = form.cleaned_data
    created: Offering = create_offering(
        actor=request.actor,
        name=chosen["name"],
        family=chosen["family"],
        unit=chosen["unit"],
        names=form.names(),
    )
    return created


def _price(request: MemberRequest, found: Offering, form: TouchedForm) -> OfferingPrice:
    chosen = form.cleaned_data
    price = parse_amount(chosen["amount"], chosen["currency"])
    priced: OfferingPrice = set_price(
        found,
        actor=request.actor,
        currency=price.currency,
        amount_minor=price.minor,
        valid_from=chosen["valid_from"],
    )
    return priced


def _change(request: MemberRequest, found: Offering, act: Any, said: str) -> HttpResponse:
    return answer(
        request,
        None,
        partial(act, actor=request.actor),
        page=ONE,
        fragment="offering",
        context=lambda: frame(request, "offerings", **_one(request, _found(request, found.code))),
        said=said,
    )


def _one(request: MemberRequest, found: Offering) -> dict[str, Any]:
    prices = list(prices_of(found, request.actor))
    reader = reader_of(request)
    for price in prices:
        price.day = reader.full_day(price.valid_from) if price.valid_from else ""  # type: ignore[attr-defined]
        price.shown = amount(price.amount_minor, price.currency)  # type: ignore[attr-defined]
    return {
        "offering": found,
        "label": label_of(found, request.LANGUAGE_CODE),
        "is_retired": found.status == OfferingStatus.RETIRED,
        "prices": prices,
    }


def _found(request: MemberRequest, code: str) -> Offering:
    return get_object_or_404(offerings_for(request.actor), code=code)
