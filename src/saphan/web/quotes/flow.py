"""A quote's way: approval, sending, the answer of the client."""

from __future__ import annotations

from functools import partial

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saphan.commerce.actions import (
    accept_quote,
    approve_quote,
    decline_quote,
    reject_quote,
    revise_quote,
    send_quote,
    submit_quote,
    withdraw_quote,
)
from saphan.web.quotes.page import answered, found
from saphan.web.request import MemberRequest


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=500)


class SendForm(forms.Form):
    sent_on = forms.DateField(required=False)


class AcceptForm(forms.Form):
    accepted_on = forms.DateField(required=False)
    reference = forms.CharField(max_length=80, required=False)


class DeclineForm(ReasonForm):
    declined_on = forms.DateField(required=False)


@require_POST
def submit(request: MemberRequest, code: str) -> HttpResponse:
    """Ask for approval; within the limit it is approved at once."""
    here = found(request, code)
    act = partial(submit_quote, here, actor=request.actor)
    return answered(request, here, None, act, _("Put up for approval."))


@require_POST
def withdraw(request: MemberRequest, code: str) -> HttpResponse:
    """Back to a draft."""
    here = found(request, code)
    act = partial(withdraw_quote, here, actor=request.actor)
    return answered(request, here, None, act, _("It is a draft again."))


@require_POST
def approve(request: MemberRequest, code: str) -> HttpResponse:
    """Agree to its discount, as a second person."""
    here = found(request, code)
    act = partial(approve_quote, here, actor=request.actor)
    return answered(request, here, None, act, _("Approved. It can be sent now."))


@require_POST
def reject(request: MemberRequest, code: str) -> HttpResponse:
    """Send it back to its author with the reason."""
    here = found(request, code)
    act = partial(reject_quote, here, actor=request.actor)
    return answered(request, here, ReasonForm, act, _("Sent back with your reason."))


@require_POST
def send(request: MemberRequest, code: str) -> HttpResponse:
    """Note that the client has it; from here on this version stays as it is."""
    here = found(request, code)
    act = partial(send_quote, here, actor=request.actor)
    return answered(request, here, SendForm, act, _("Noted as sent. This version stays as it is."))


@require_POST
def revise(request: MemberRequest, code: str) -> HttpResponse:
    """Begin the next version."""
    here = found(request, code)
    act = partial(revise_quote, here, actor=request.actor)
    return answered(request, here, None, act, _("The next version is a draft."))


@require_POST
def accept(request: MemberRequest, code: str) -> HttpResponse:
    """The client said yes: an order is made, and an open deal is won."""
    here = found(request, code)
    act = partial(accept_quote, here, actor=request.actor)
    return answered(request, here, AcceptForm, act, _("Accepted. The order is confirmed."))


@require_POST
def decline(request: MemberRequest, code: str) -> HttpResponse:
    """The client said no, with the reason."""
    here = found(request, code)
    act = partial(decline_quote, here, actor=request.actor)
    return answered(request, here, DeclineForm, act, _("Noted as declined."))
