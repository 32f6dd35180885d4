"""Costs of sales and marketing, campaigns, and the shares of costs that win clients."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from saphan.commerce.actions import (
    create_campaign,
    create_cost,
    remove_campaign,
    remove_cost,
    set_acquisition_share,
    update_campaign,
    update_cost,
)
from saphan.commerce.models import Campaign, CostLine
from saphan.commerce.queries import campaigns_for, shares_on
from saphan.commerce.rules import may_keep_costs
from saphan.commerce.terms import CostKind, ShareTable
from saphan.core.errors import NotAllowed
from saphan.core.money import parse_amount
from saphan.exchange.export.columns import decimal_amount
from saphan.web.answers import answer
from saphan.web.grid.pages import show
from saphan.web.performance.grids import CAMPAIGNS, COSTS
from saphan.web.performance.records import Book, edit, new, take_away
from saphan.web.performance.sections import sections
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest
from saphan.web.settings.choices import currencies
from saphan.web.settings.forms import TouchedForm, choices, offer, reference, version_field
from saphan.workspace.models import Record, Territory
from saphan.workspace.queries import territories_for
from saphan.workspace.rights import Right

SHARES = "performance/shares.html"


def day_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A day, typed or picked."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )


class CostForm(TouchedForm):
    COLUMNS = {"territory": "territory_id", "campaign": "campaign_id"}

    kind = forms.ChoiceField(label=gettext_lazy("Kind of cost"), choices=CostKind.choices)
    about = forms.CharField(label=gettext_lazy("What for"), max_length=200, required=False)
    amount = forms.CharField(label=gettext_lazy("Amount"), max_length=40)
    currency = forms.ChoiceField(label=gettext_lazy("Currency"))
    starts_on = day_field(gettext_lazy("From"), required=True)
    ends_on = day_field(
        gettext_lazy("To"),
        help_text=gettext_lazy("Empty: that day alone. A longer cost is spread over its days."),
    )
    channel = forms.CharField(label=gettext_lazy("Channel"), max_length=80, required=False)
    territory = reference(gettext_lazy("Territory"), ())
    campaign = reference(gettext_lazy("Campaign"), ())
    share = forms.DecimalField(
        label=gettext_lazy("Share that wins clients, in %"), required=False, min_value=0, max_value=100,
        decimal_places=2, help_text=gettext_lazy("Empty: as the table of shares says."),
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        chosen = dict(self.cleaned_data)
        share = chosen.pop("share")
        amount = parse_amount(chosen.pop("amount"), chosen["currency"])
        return {
            **chosen,
            "amount_minor": amount.minor,
            "acquisition_share": None if share is None else round(share * 100),
        }

    def changes(self) -> dict[str, Any]:
        """Touched attributes as the action takes them."""
        touched, values = super().changes(), self.values()
        if "share" in touched:
            touched["acquisition_share"] = values["acquisition_share"]
        if "amount" in touched or "currency" in touched:
            touched["amount_minor"] = values["amount_minor"]
        if "ends_on" in touched:
            touched["ends_on"] = values["ends_on"] or values["starts_on"]
        return {name: value for name, value in touched.items() if name not in {"share", "amount"}}


class SavedCostForm(CostForm):
    version = version_field()


class CampaignForm(TouchedForm):
    COLUMNS = {"territory": "territory_id"}

    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    channel = forms.CharField(label=gettext_lazy("Channel"), max_length=80, required=False)
    starts_on = day_field(gettext_lazy("From"))
    ends_on = day_field(gettext_lazy("To"))
    territory = reference(gettext_lazy("Territory"), ())


class SavedCampaignForm(CampaignForm):
    version = version_field()


class ShareForm(forms.Form):
    table = forms.ChoiceField(label=gettext_lazy("Table"), choices=ShareTable.choices)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of cost"), choices=CostKind.choices)
    share = forms.DecimalField(label=gettext_lazy("Share in %"), min_value=0, max_value=100, decimal_places=2)
    valid_from = day_field(
        gettext_lazy("Valid from"),
        help_text=gettext_lazy("Empty: from the beginning. Earlier costs keep their share."),
    )


@require_safe
def costs(request: MemberRequest) -> HttpResponse:
    return show(request, COSTS)


def new_cost(request: MemberRequest) -> HttpResponse:
    return new(request, BOOK)


def cost(request: MemberRequest, code: str) -> HttpResponse:
    return edit(request, BOOK, code)


@require_POST
def remove_one(request: MemberRequest, code: str) -> HttpResponse:
    return take_away(request, BOOK, code)


@require_safe
def campaigns(request: MemberRequest) -> HttpResponse:
    return show(request, CAMPAIGNS)


def new_campaign(request: MemberRequest) -> HttpResponse:
    return new(request, CAMPAIGN_BOOK)


def campaign(request: MemberRequest, code: str) -> HttpResponse:
    return edit(request, CAMPAIGN_BOOK, code)


@require_POST
def remove_one_campaign(request: MemberRequest, code: str) -> HttpResponse:
    return take_away(request, CAMPAIGN_BOOK, code)


def shares(request: MemberRequest) -> HttpResponse:
    """The three tables as they stand today, and a form for a new share."""
    if not request.actor.may(Right.COSTS):
        raise NotAllowed("action.not_allowed", action="costs")
    if request.method != "POST":
        return render(request, SHARES, _shares(request) | {"form": ShareForm()})

    def act(table: str, kind: str, share: Any, valid_from: Any) -> Any:
        return set_acquisition_share(
            actor=request.actor, table=table, kind=kind, share=round(share * 100), valid_from=valid_from
        )

    form = ShareForm(request.POST)
    return answer(
        request, form, act, page=SHARES, fragment="shares", context=lambda: _shares(request) | {"form": ShareForm()},
        said=_("The share is set."),
    )  # fmt: skip


def _shares(request: MemberRequest) -> dict[str, Any]:
    standing = shares_on(request.actor, reader_of(request).today)
    rows = [
        (kind.label, [f"{standing[table.value, kind.value] / 100:g}%" for table in ShareTable])
        for kind in CostKind
    ]
    heads = [table.label for table in ShareTable]
    return {"heads": heads, "shares": rows, "sections": sections(request, "costs")}


def _cost_form(request: MemberRequest, record: CostLine | None) -> CostForm:
    posted = request.POST if request.method == "POST" and "amount" in request.POST else None
    form: CostForm
    if record is None:
        form = CostForm(posted, initial={"currency": request.workspace.currency})
    else:
        initial = {
            name: getattr(record, name) for name in ("kind", "about", "currency", "channel", "version")
        }
        form = SavedCostForm(posted, initial=initial | {
            "starts_on": record.starts_on, "ends_on": record.ends_on, "territory": record.territory_id,
            "campaign": record.campaign_id, "amount": decimal_amount(record.amount_minor, record.currency),
            "share": None if record.acquisition_share is None else record.acquisition_share / 100,
        })  # fmt: skip
    offer(
        form,
        currency=currencies(),
        territory=choices(territories_for(request.actor).order_by("path")),
        campaign=choices(campaigns_for(request.actor).order_by("name")),
    )
    return form


def _campaign_form(request: MemberRequest, record: Campaign | None) -> CampaignForm:
    posted = request.POST if request.method == "POST" and "name" in request.POST else None
    form: CampaignForm
    if record is None:
        form = CampaignForm(posted)
    else:
        names = ("name", "channel", "starts_on", "ends_on", "version")
        initial = {name: getattr(record, name) for name in names} | {"territory": record.territory_id}
        form = SavedCampaignForm(posted, initial=initial)
    offer(form, territory=choices(territories_for(request.actor).order_by("path")))
    return form


def _cost_values(form: TouchedForm) -> dict[str, Any]:
    assert isinstance(form, CostForm)  # noqa: S101  the book's own form
    values = form.values()
    return values | {
        "territory": _picked(Territory, values["territory"]),
        "campaign": _picked(Campaign, values["campaign"]),
    }


def _campaign_values(form: TouchedForm) -> dict[str, Any]:
    values = dict(form.cleaned_data)
    return values | {"territory": _picked(Territory, values["territory"])}


def _picked(model: type[Record], pk: int | None) -> Any:
    """The record chosen in a field, which offers only what the member may see."""
    return None if pk is None else model._base_manager.get(pk=pk)


BOOK = Book(
    key="cost",
    grid=COSTS,
    new=gettext_lazy("New cost"),
    saved=gettext_lazy("The cost is saved."),
    removed=gettext_lazy("The cost is taken away."),
    form=_cost_form,
    values=_cost_values,
    create=create_cost,
    update=update_cost,
    remove=remove_cost,
    may=may_keep_costs,
)
CAMPAIGN_BOOK = Book(
    key="campaign",
    grid=CAMPAIGNS,
    new=gettext_lazy("New campaign"),
    saved=gettext_lazy("The campaign is saved."),
    removed=gettext_lazy("The campaign is taken away."),
    form=_campaign_form,
    values=_campaign_values,
    create=create_campaign,
    update=update_campaign,
    remove=remove_campaign,
    may=may_keep_costs,
)
