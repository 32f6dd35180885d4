"""Two entries of one company become one: which stays, what moves."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from saphan.clients.actions import merge_accounts
from saphan.clients.models import Account
from saphan.clients.queries import (
    accounts_for,
    affiliations_for,
    attachments_for,
    interactions_for,
    next_steps_for,
    units_for,
)
from saphan.clients.rules import may_write
from saphan.pipeline.queries import opportunities_for
from saphan.web.clients.editing import Edit, edit
from saphan.web.clients.finding import client_page
from saphan.web.clients.forms import parent_field
from saphan.web.clients.writing import named
from saphan.web.request import MemberRequest, require


class PairForm(forms.Form):
    """Which of the two stays."""

    def __init__(self, *arguments: Any, pair: list[Account], **options: Any) -> None:
        super().__init__(*arguments, **options)
        entries = [(account.code, f"{account.name} · {account.code}") for account in pair]
        self.fields["keep"] = forms.ChoiceField(
            label=gettext_lazy("Which entry stays"), widget=forms.RadioSelect, choices=entries
        )


class OtherForm(forms.Form):
    """The entry that becomes this one."""

    def __init__(self, *arguments: Any, request: MemberRequest, **options: Any) -> None:
        super().__init__(*arguments, **options)
        label = gettext_lazy("The other entry of the same company")
        self.fields["other"] = parent_field(request, label=label, required=True)


def merge(request: MemberRequest) -> HttpResponse:
    """Join the two clients of the address; with one, ask which the other is."""
    picked = list(dict.fromkeys(request.GET.getlist("pick") or request.POST.getlist("pick")))[:2]
    pair = [get_object_or_404(accounts_for(request.actor), code=code) for code in picked]
    require(bool(pair) and all(may_write(request.actor, account) for account in pair))
    return edit(request, _with_other(request, pair[0]) if len(pair) == 1 else _pair(request, pair))


def _pair(request: MemberRequest, pair: list[Account]) -> Edit:
    def act(form: PairForm) -> Any:
        kept = next(account for account in pair if account.code == form.cleaned_data["keep"])
        other = next(account for account in pair if account.pk != kept.pk)
        return merge_accounts(kept, actor=request.actor, other=other)

    return Edit(
        title=_("Merge two entries"),
        form=partial(PairForm, pair=pair, initial={"keep": pair[0].code}),
        act=act,
        to=partial(client_page, request),
        back=client_page(request, pair[0]),
        said=_("Merged. Everything is with the one that stays."),
        button=_("Merge"),
        above="clients/pair.html",
        more={"pair": [_entry(request, account) for account in pair]},
    )


def _with_other(request: MemberRequest, account: Account) -> Edit:
    def act(form: OtherForm) -> Any:
        return merge_accounts(account, actor=request.actor, other=form.cleaned_data["other"])

    return Edit(
        title=_("Merge another entry into %(name)s") % {"name": account.name},
        form=partial(OtherForm, request=request),
        act=act,
        to=partial(client_page, request),
        back=client_page(request, account),
        said=_("Merged. Everything is with the one that stays."),
        button=_("Merge"),
        above="clients/pair.html",
        more={"pair": [_entry(request, account)]},
    )


def _entry(request: MemberRequest, account: Account) -> dict[str, Any]:
    """What one entry holds, so that nobody merges blindly."""
    actor = request.actor
    people = affiliations_for(actor).filter(account=account).count()
    units = units_for(actor).filter(account=account).count()
    talks = interactions_for(actor).filter(account=account).count()
    steps = next_steps_for(actor).filter(account=account).count()
    deals = opportunities_for(actor).filter(account=account).count()
    files = attachments_for(actor).filter(account=account).count()
    return {
        "pk": account.pk,
        "code": account.code,
        "name": named(account, request.LANGUAGE_CODE),
        "city": account.city,
        "holds": [
            ngettext("%(n)s person", "%(n)s people", people) % {"n": people},
            ngettext("%(n)s business unit", "%(n)s business units", units) % {"n": units},
            ngettext("%(n)s deal", "%(n)s deals", deals) % {"n": deals},
            ngettext("%(n)s talk", "%(n)s talks", talks) % {"n": talks},
            ngettext("%(n)s next step", "%(n)s next steps", steps) % {"n": steps},
            ngettext("%(n)s file", "%(n)s files", files) % {"n": files},
        ],
    }
