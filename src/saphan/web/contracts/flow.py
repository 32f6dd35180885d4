"""A contract's way: talks, signature, notice, end, renewal; the orders it covers and its signed paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saphan.clients.actions import Upload
from saphan.commerce.actions import (
    attach_signed,
    breach_duty,
    cover_orders,
    end_contract,
    give_notice,
    meet_duty,
    propose_renewal,
    remove_contract,
    sign_contract,
    talk_contract,
    update_contract,
    waive_duty,
    withdraw_contract,
)
from saphan.commerce.contract_queries import contracts_for, duties_for
from saphan.commerce.contract_rules import may_settle, may_write_contract
from saphan.commerce.contract_terms import UNSIGNED
from saphan.commerce.models import Contract, Duty
from saphan.commerce.queries import orders_for
from saphan.web.clients.editing import Edit, do, edit
from saphan.web.contracts import forms
from saphan.web.contracts.page import found, page_of
from saphan.web.request import MemberRequest, require
from saphan.web.settings.forms import save_touched


@require_POST
def talk(request: MemberRequest, code: str) -> HttpResponse:
    """The client has the draft."""
    here = found(request, code)
    return do(request, partial(talk_contract, here, actor=request.actor), to=page_of(request, here), said=_("Noted as in talks."))  # fmt: skip


@require_POST
def withdraw(request: MemberRequest, code: str) -> HttpResponse:
    """Back to a draft."""
    here = found(request, code)
    return do(request, partial(withdraw_contract, here, actor=request.actor), to=page_of(request, here), said=_("It is a draft again."))  # fmt: skip


@require_POST
def renew(request: MemberRequest, code: str) -> HttpResponse:
    """Open the renewal deal of the running term, or find it."""
    here = found(request, code)
    act = partial(propose_renewal, here, actor=request.actor)
    return do(request, act, to=page_of(request, here), said=_("The renewal is on the pipeline."))


def change(request: MemberRequest, code: str) -> HttpResponse:
    """The terms of a contract that is not signed; the number of any."""
    here = own(request, code)
    initial = forms.terms_of(here) | {
        "number": here.number,
        "version": here.version,
        "quote": here.quote_id,
        "opportunity": here.opportunity_id,
    }
    form: Callable[..., Any] = (
        partial(forms.EditForm, request=request, contract=here, initial=initial)
        if here.status in UNSIGNED
        else partial(forms.NumberForm, initial=initial)
    )
    return _form(
        request, here, _("Edit"), form, lambda sent: save_touched(update_contract, here, sent, actor=request.actor),
        _("Saved."), _("Save"),
    )  # fmt: skip


def sign(request: MemberRequest, code: str) -> HttpResponse:
    """Both signed; from here on this version stays as it is."""
    here = own(request, code)
    form = partial(forms.SignForm, initial={"starts_on": here.starts_on})
    return _acted(request, here, _("Both have signed"), form, sign_contract, _("Signed. This version stays as it is."), _("Note as signed"))  # fmt: skip


def notice(request: MemberRequest, code: str) -> HttpResponse:
    """One side gave notice."""
    here = own(request, code)
    return _acted(request, here, _("Notice was given"), forms.NoticeForm, give_notice, _("Noted. It goes on no further."), _("Note the notice"))  # fmt: skip


def end(request: MemberRequest, code: str) -> HttpResponse:
    """It is over, and why."""
    here = own(request, code)

    def act(sent: Any) -> Any:
        known = dict(sent.cleaned_data)
        pk = known.pop("replaced_by", None)
        other = get_object_or_404(contracts_for(request.actor), pk=pk) if pk else None
        return end_contract(here, actor=request.actor, replaced_by=other, **known)

    form = partial(forms.EndForm, request=request, contract=here)
    return _form(request, here, _("End the contract"), form, act, _("Ended."), _("End the contract"))


def orders(request: MemberRequest, code: str) -> HttpResponse:
    """Which orders of the client it covers."""
    here = own(request, code)

    def act(sent: Any) -> Any:
        wanted = orders_for(request.actor).filter(pk__in=sent.cleaned_data["orders"])
        return cover_orders(here, actor=request.actor, orders=list(wanted))

    form = partial(forms.OrdersForm, request=request, contract=here)
    return _form(request, here, _("Orders that it covers"), form, act, _("Saved."), _("Save"))


def attach(request: MemberRequest, code: str) -> HttpResponse:
    """The signed paper of the newest version."""
    here = own(request, code)

    def act(sent: Any) -> Any:
        given = sent.cleaned_data["file"]
        return attach_signed(here, actor=request.actor, upload=Upload(given.name, given.read()))

    return _form(request, here, _("Attach the signed paper"), forms.FileForm, act, _("Kept."), _("Attach"))


def remove(request: MemberRequest, code: str) -> HttpResponse:
    """Take out a contract that was entered by mistake; the list follows."""
    here, to = own(request, code), reverse("contracts:list", args=[request.workspace.code])
    return _acted(request, here, _("Remove the contract"), forms.RemoveForm, remove_contract, _("Removed."), _("Remove"), to=to)  # fmt: skip


def meet(request: MemberRequest, code: str) -> HttpResponse:
    """It was done, with where that can be seen."""
    return _settled(
        request, code, _("Met: %(what)s"), forms.MeetForm, meet_duty, _("Noted as met."), _("Met")
    )


def breach(request: MemberRequest, code: str) -> HttpResponse:
    """It was not done, with the reason."""
    return _settled(request, code, _("Breached: %(what)s"), forms.BreachForm, breach_duty, _("Noted as breached."), _("Breached"))  # fmt: skip


def waive(request: MemberRequest, code: str) -> HttpResponse:
    """The other side lets it go."""
    return _settled(request, code, _("Waived: %(what)s"), forms.WaiveForm, waive_duty, _("Noted as waived."), _("Waived"))  # fmt: skip


def own(request: MemberRequest, code: str) -> Contract:
    """A contract that the member may write. Raises NotAllowed."""
    here = found(request, code)
    require(may_write_contract(request.actor, here))
    return here


def _settled(
    request: MemberRequest, code: str, title: str, form: Any, action: Any, said: str, button: str
) -> HttpResponse:
    rows = duties_for(request.actor).select_related("contract__account")
    duty: Duty = get_object_or_404(rows, code=code)
    require(may_settle(request.actor, duty))
    page = page_of(request, duty.contract)
    act = lambda sent: action(duty, actor=request.actor, **sent.cleaned_data)  # noqa: E731
    what = {"what": duty.what}
    return edit(request, Edit(title % what, form, act, page, page, said, button))


def _acted(
    request: MemberRequest, here: Contract, title: str, form: Any, action: Any, said: str, button: str, *, to: str = ""
) -> HttpResponse:  # fmt: skip
    def act(sent: Any) -> Any:
        return action(here, actor=request.actor, **sent.cleaned_data)

    return _form(request, here, title, form, act, said, button, to=to)


def _form(
    request: MemberRequest, here: Contract, title: str, form: Any, act: Any, said: str, button: str, *, to: str = ""
) -> HttpResponse:  # fmt: skip
    page = page_of(request, here)
    return edit(request, Edit(title, form, act, to or page, page, said, button))
