"""The forms of contracts: their terms, and what is said when something becomes of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.commerce.contract_queries import contracts_for
from saphan.commerce.contract_terms import (
    ContractKind,
    ContractStatus,
    EndReason,
    NoticeUnit,
    RenewalKind,
    Side,
)
from saphan.commerce.models import Contract
from saphan.commerce.queries import orders_for
from saphan.commerce.quote_queries import quotes_for
from saphan.core.contracts import ENDS
from saphan.core.errors import RuleBroken
from saphan.core.format import plain_amount
from saphan.core.money import parse_amount
from saphan.pipeline.queries import opportunities_for
from saphan.web.commerce.order_form import day_field
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import TouchedForm, reference, version_field
from saphan.workspace.terms import Language

PLAIN = ("name", "kind", "language", "currency", "starts_on", "last_day", "renewal", "renewal_months", "notice", "notice_unit")  # fmt: skip


class TermsForm(TouchedForm):
    """What is agreed about money and time."""

    name = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=ContractKind.choices)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    amount = forms.CharField(
        label=_("Value without tax"), max_length=40, required=False,
        help_text=_("Of the whole term; of an open-ended contract, of a year."),
    )  # fmt: skip
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3)
    starts_on = day_field(_("First day"))
    last_day = day_field(_("Last day (empty: open-ended)"))
    renewal = forms.ChoiceField(label=_("At the end of the term"), choices=RenewalKind.choices)
    renewal_months = forms.IntegerField(
        label=_("Goes on by so many months"), min_value=1, max_value=1_200, required=False
    )
    notice = forms.IntegerField(label=_("Period of notice"), min_value=0, max_value=1_200, required=False)
    notice_unit = forms.ChoiceField(label=_("Notice counted in"), choices=NoticeUnit.choices)

    def changes(self) -> dict[str, Any]:
        """Attribute → new value; the amount read in the currency that the form names."""
        return self._in_minor(super().changes())

    def seen(self) -> dict[str, Any]:
        return self._in_minor(super().seen())

    def _in_minor(self, values: dict[str, Any]) -> dict[str, Any]:
        if "currency" in values:
            values["currency"] = values["currency"].upper()
        if "amount" in values:
            text = values.pop("amount").strip()
            currency = self.cleaned_data["currency"].upper()
            values["amount_minor"] = parse_amount(text, currency).minor if text else None
        return values


class EditForm(TermsForm):
    """The same with where it comes from, until it is signed."""

    COLUMNS = {"quote": "quote_id", "opportunity": "opportunity_id"}

    number = forms.CharField(label=_("Number on the paper"), max_length=60, required=False)
    version = version_field()

    def __init__(self, *arguments: Any, request: MemberRequest, contract: Contract, **options: Any) -> None:
        super().__init__(*arguments, **options)
        mine = {"account": contract.account}
        deals = opportunities_for(request.actor).filter(**mine).order_by("-pk")[:200]
        quotes = quotes_for(request.actor).filter(**mine).order_by("-pk")[:200]
        for name, label, rows in (("opportunity", _("Deal"), deals), ("quote", _("Quote"), quotes)):
            self.fields[name] = reference(label, rows)
            self.fields[name].show_hidden_initial = True


class NumberForm(TouchedForm):
    """All that changes of a signed contract without an amendment."""

    number = forms.CharField(label=_("Number on the paper"), max_length=60, required=False)
    version = version_field()


class AmendForm(TermsForm):
    """Other terms from a day on, and what they change in words."""

    summary = forms.CharField(label=_("What changes"), max_length=500)
    effective_on = day_field(_("From this day on (empty: today)"))
    signed_on = day_field(_("Signed on (empty: today)"))


class SignForm(forms.Form):
    signed_on = day_field(_("Signed on (empty: today)"))
    starts_on = day_field(_("First day (empty: as written, else the day it was signed)"))


class NoticeForm(forms.Form):
    side = forms.ChoiceField(label=_("Who gave notice"), choices=Side.choices)
    given_on = day_field(_("On (empty: today)"))
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)


class EndForm(forms.Form):
    end_reason = forms.ChoiceField(label=_("Why it is over"))
    reason = forms.CharField(label=_("In your words"), max_length=500)
    ended_on = day_field(_("Last day on which it held (empty: today)"))

    def __init__(self, *arguments: Any, request: MemberRequest, contract: Contract, **options: Any) -> None:
        super().__init__(*arguments, **options)
        fitting = ENDS.get(contract.status, frozenset())
        field = self.fields["end_reason"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  the form's own field
        field.choices = [(value, label) for value, label in EndReason.choices if value in fitting]
        if contract.status == ContractStatus.SIGNED:
            others = contracts_for(request.actor).filter(account=contract.account).exclude(pk=contract.pk)
            self.fields["replaced_by"] = reference(_("Replaced by"), others.order_by("-pk")[:200])


class OrdersForm(forms.Form):
    def __init__(self, *arguments: Any, request: MemberRequest, contract: Contract, **options: Any) -> None:
        super().__init__(*arguments, **options)
        free = orders_for(request.actor).filter(account=contract.account).order_by("-pk")
        rows = [row for row in free[:200] if row.contract_id in (None, contract.pk)]
        self.fields["orders"] = forms.MultipleChoiceField(
            label=_("Orders that it covers"), required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(str(row.pk), f"{row.code} · {row.name}") for row in rows],
            initial=[str(row.pk) for row in rows if row.contract_id == contract.pk],
        )  # fmt: skip


class FileForm(forms.Form):
    file = forms.FileField(label=_("The signed paper"))


class RemoveForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500)


class MeetForm(forms.Form):
    evidence = forms.CharField(label=_("Where it can be seen"), max_length=500, required=False)
    met_on = day_field(_("On (empty: today)"))


class BreachForm(forms.Form):
    reason = forms.CharField(label=_("What happened"), max_length=500)
    breached_on = day_field(_("On (empty: today)"))


class WaiveForm(forms.Form):
    reason = forms.CharField(label=_("Why it is let go"), max_length=500)
    waived_on = day_field(_("On (empty: today)"))


def terms_of(contract: Contract) -> dict[str, Any]:
    """The values a form of these terms starts with."""
    return {name: getattr(contract, name) for name in PLAIN} | {
        "amount": plain_amount(contract.amount_minor, contract.currency)
        if contract.amount_minor is not None
        else "",
    }


def as_new(form: forms.Form) -> dict[str, Any]:
    """What a form says about a contract that is not there yet. Raises RuleBroken("money.unknown_currency")."""
    known = {name: form.cleaned_data[name] for name in PLAIN}
    known["currency"] = known["currency"].upper()
    text = form.cleaned_data["amount"].strip()
    if not known["currency"].isalpha():
        raise RuleBroken("money.unknown_currency", field="currency", currency=known["currency"])
    return known | {"amount_minor": parse_amount(text, known["currency"]).minor if text else None}
