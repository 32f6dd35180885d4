"""Forms about people, their jobs, and what they mean for a client."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saphan.clients.models import Account
from saphan.clients.queries import people_for, people_of, units_of
from saphan.clients.terms import PersonStatus, StakeholderRole, Stance
from saphan.web.clients.fields import ClientForm, RecordField, day_field, words_field
from saphan.web.clients.forms import parent_field
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import reference, version_field
from saphan.workspace.queries import active_members_for
from saphan.workspace.terms import Language

HANDLES = ("line", "wechat", "whatsapp")


class PersonForm(ClientForm):
    """What is known of a person."""

    name = forms.CharField(label=_("Name"), max_length=200)
    nickname = forms.CharField(label=_("Nickname"), max_length=80, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=160, required=False)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=160, required=False)
    name_th = forms.CharField(label=_("Name in Thai"), max_length=160, required=False)
    honorific = forms.CharField(label=_("Form of address"), max_length=40, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=200, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)
    line = forms.CharField(label="LINE", max_length=120, required=False)
    wechat = forms.CharField(label=_("WeChat"), max_length=120, required=False)
    whatsapp = forms.CharField(label="WhatsApp", max_length=120, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=Language.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def changes(self) -> dict[str, Any]:
        """Touched attributes; the handles of all channels are one attribute."""
        found = super().changes()
        if any(found.pop(name, None) is not None for name in HANDLES):
            given = {name: self.cleaned_data[name].strip() for name in HANDLES}
            found["channels"] = {name: handle for name, handle in given.items() if handle}
        return found


class NewPersonForm(PersonForm):
    """A new person with a job at a client."""

    job_title = forms.CharField(label=_("Job title"), max_length=160, required=False)
    from_date = day_field(_("From"))

    def __init__(self, *arguments: Any, request: MemberRequest, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["account"] = parent_field(request, label=_("Client"))
        self.order_fields(["name", "nickname", "account", "job_title", "from_date"])

    def values(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        chosen = {name: self.cleaned_data[name] for name in ("account", "job_title", "from_date")}
        own = {name: value for name, value in self.changes().items() if name not in chosen}
        return {"name": self.cleaned_data["name"], **own, **chosen}


class SavedPersonForm(PersonForm):
    status = forms.ChoiceField(label=_("Status"), choices=PersonStatus.choices)
    version = version_field()

    def __init__(self, *arguments: Any, request: MemberRequest, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["owner"] = reference(
            _("Looked after by"), active_members_for(request.actor).order_by("name")
        )
        self.fields["owner"].show_hidden_initial = True


class JobForm(forms.Form):
    """A job at a client; with `ends_others` the person moves there."""

    job_title = forms.CharField(label=_("Job title"), max_length=160, required=False)
    from_date = day_field(_("From"))

    def __init__(self, *arguments: Any, request: MemberRequest, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["account"] = parent_field(request, label=_("Client"), required=True)
        self.fields["ends_others"] = forms.BooleanField(
            label=_("Leaves the present jobs for it"), required=False
        )
        self.order_fields(["account", "job_title", "from_date", "ends_others"])


class ColleagueForm(forms.Form):
    """Somebody already known who works at this client too."""

    job_title = forms.CharField(label=_("Job title"), max_length=160, required=False)
    from_date = day_field(_("From"))

    def __init__(self, *arguments: Any, request: MemberRequest, account: Account, **options: Any) -> None:
        super().__init__(*arguments, **options)
        address = reverse("clients:people_suggestions", args=[request.workspace.code])
        self.fields["person"] = RecordField(
            label=_("Person"), rows=people_for(request.actor), suggestions=address, required=True
        )
        self.fields["unit_id"] = reference(_("Business unit"), units_of(request.actor, account))
        self.order_fields(["person", "job_title", "unit_id", "from_date"])


class SavedJobForm(ClientForm):
    job_title = forms.CharField(label=_("Job title"), max_length=160, required=False)
    from_date = day_field(_("From"))
    to_date = day_field(_("Until"), help_text=_("The first day on which it no longer holds."))
    version = version_field()

    def __init__(self, *arguments: Any, request: MemberRequest, account: Account, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["unit"] = reference(_("Business unit"), units_of(request.actor, account))
        self.fields["unit"].show_hidden_initial = True
        self.order_fields(["job_title", "unit", "from_date", "to_date"])


class LeaveForm(forms.Form):
    on = day_field(_("First day without it"), required=True)


class StakeForm(forms.Form):
    """What a person means here."""

    role = forms.ChoiceField(label=_("Role"), choices=StakeholderRole.choices)
    stance = forms.TypedChoiceField(label=_("Stance"), choices=Stance.choices, coerce=int)
    influence = forms.TypedChoiceField(
        label=_("Influence, 1 to 5"), choices=[(number, str(number)) for number in range(1, 6)], coerce=int
    )
    evidence = words_field(_("How we know"), rows=2)

    def __init__(self, *arguments: Any, request: MemberRequest, account: Account, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["reports_to_id"] = reference(
            _("Reports to"), people_of(request.actor, account).order_by("name")
        )
        self.order_fields(["role", "stance", "influence", "reports_to_id", "evidence"])


def initial_of(person: Any) -> dict[str, Any]:
    """What the form about a person starts with."""
    own = {name: getattr(person, name) for name in PersonForm.base_fields if name not in HANDLES}
    handles = {name: person.channels.get(name, "") for name in HANDLES}
    return {**own, **handles, "status": person.status, "owner": person.owner_id, "version": person.version}
