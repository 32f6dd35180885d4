"""Forms about clients and their parts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saphan.clients.queries import accounts_for
from saphan.clients.terms import AccountStatus, Tier, UnitStatus
from saphan.web.clients.fields import ClientForm, RecordField, day_field, words_field
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import reference, version_field
from saphan.workspace.queries import active_members_for, territories_for

PARENT = _("Parent company")


class AccountForm(ClientForm):
    """What is known of a client."""

    name = forms.CharField(label=_("Name"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200, required=False)
    short_name = forms.CharField(label=_("Short name"), max_length=80, required=False)
    registration_number = forms.CharField(label=_("Registration number"), max_length=40, required=False)
    industry = forms.CharField(label=_("Industry"), max_length=120, required=False)
    status = forms.ChoiceField(
        label=_("Status"), choices=AccountStatus.choices, initial=AccountStatus.PROSPECT
    )
    tier = forms.ChoiceField(label=_("Tier"), choices=[("", "—"), *Tier.choices], required=False)
    cadence_days = forms.IntegerField(
        label=_("Contact cadence in days"), min_value=1, max_value=730, required=False,
        help_text=_("Without a talk for longer than this, the client counts as cooling."),
    )  # fmt: skip
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    country = forms.CharField(label=_("Country"), max_length=120, required=False)
    website = forms.CharField(label=_("Website"), max_length=200, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)
    is_target = forms.BooleanField(label=_("Target client"), required=False)
    about = words_field(_("About"))

    def __init__(self, *arguments: Any, request: MemberRequest, **options: Any) -> None:
        super().__init__(*arguments, **options)
        actor = request.actor
        self.fields["owner"] = reference(_("Owner"), active_members_for(actor).order_by("name"))
        self.fields["territory"] = reference(_("Territory"), territories_for(actor).order_by("path"))
        self.fields["parent"] = parent_field(request)
        for name in ("owner", "territory", "parent"):
            self.fields[name].show_hidden_initial = True
        self.order_fields(["name", "name_en", "name_zh", "name_th", "owner", "status", "tier", "territory"])


class NewAccountForm(AccountForm):
    """A new client; names are compared with those in the book while they are typed."""

    def __init__(self, *arguments: Any, request: MemberRequest, **options: Any) -> None:
        super().__init__(*arguments, request=request, **options)
        address = reverse("clients:likely", args=[request.workspace.code])
        self.fields["name"].widget.attrs |= {
            "hx-get": address,
            "hx-trigger": "input changed delay:250ms",
            "hx-target": "#likely",
            "autofocus": True,
        }


class SavedAccountForm(AccountForm):
    version = version_field()
    effective_on = day_field(_("True since"), help_text=_("Empty: from now on."))


class UnitForm(ClientForm):
    name = forms.CharField(label=_("Name"), max_length=160)
    budget_holder = forms.CharField(label=_("Budget holder"), max_length=160, required=False)
    status = forms.ChoiceField(label=_("Status"), choices=UnitStatus.choices, initial=UnitStatus.ACTIVE)


class SavedUnitForm(UnitForm):
    version = version_field()


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File"), help_text=_("PDF, pictures, text and office documents without macros, up to 20 MB.")
    )


def parent_field(request: MemberRequest, *, label: Any = PARENT, required: bool = False) -> RecordField:
    """Another client, by suggestions."""
    address = reverse("clients:suggestions", args=[request.workspace.code])
    return RecordField(label=label, rows=accounts_for(request.actor), suggestions=address, required=required)


def initial_of(account: Any) -> dict[str, Any]:
    """What the form about a client starts with."""
    values = {name: getattr(account, name) for name in AccountForm.base_fields}
    relations = {"owner": account.owner_id, "territory": account.territory_id, "parent": account.parent}
    return {**values, **relations, "version": account.version}
