"""Writing something down from anywhere: a talk, a next step or both, also from a device that was offline.

A request names itself by a key, so that a device that never heard the answer may ask again: what was done once is
not done twice.
"""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.clients.actions import add_next_step, log_interaction
from saphan.clients.models import Account
from saphan.clients.queries import accounts_for, people_for
from saphan.clients.rules import may_log
from saphan.clients.terms import Channel
from saphan.core.errors import SaphanError
from saphan.journal import now
from saphan.web.clients.editing import Edit, edit
from saphan.web.clients.fields import CODE, RecordField, day_field, words_field
from saphan.web.clients.finding import client_page
from saphan.web.request import MemberRequest, require
from saphan.words.refusal import refusal_of
from saphan.workspace.rights import Right

LONGEST_KEY = 40


class CaptureForm(forms.Form):
    """A talk, a next step, or both. `happened` is the device's clock in milliseconds."""

    channel = forms.ChoiceField(label=gettext_lazy("How"), choices=Channel.choices, initial=Channel.CALL)
    words = words_field(gettext_lazy("What was said"), rows=3)
    next_what = forms.CharField(label=gettext_lazy("Next step"), max_length=200, required=False)
    next_due = day_field(gettext_lazy("Due on"))
    key = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_KEY)
    happened = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *arguments: Any, request: MemberRequest, **options: Any) -> None:
        super().__init__(*arguments, **options)
        address = reverse("clients:suggestions", args=[request.workspace.code])
        self.fields["client"] = RecordField(
            label=_("Client"), rows=accounts_for(request.actor), suggestions=address, required=True
        )
        self.fields["person"] = forms.ModelChoiceField(
            people_for(request.actor), to_field_name="code", required=False, widget=forms.HiddenInput
        )
        self.order_fields(["client", "channel", "words", "next_what", "next_due"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("words") and not cleaned.get("next_what"):
            raise ValidationError(_("Write down what was said, or what comes next."))
        return cleaned


def capture(request: MemberRequest) -> HttpResponse:
    """A form for everybody who may log; a device that sends what waited on it asks for an answer in JSON."""
    require(request.actor.may(Right.LOG))
    initial = {"key": uuid4().hex, "client": request.GET.get("client", "")}
    if named := CODE.search(request.POST.get("client", "")):
        get_object_or_404(accounts_for(request.actor), code=named.group())
    if request.method == "POST" and request.headers.get("Accept") == "application/json":
        return _told(request, CaptureForm(request.POST, request=request))
    return edit(
        request,
        Edit(
            title=_("Log a call"),
            form=partial(CaptureForm, request=request, initial=initial),
            act=partial(_write_down, request),
            to=lambda written: client_page(request, written.account),
            back=reverse("clients:list", args=[request.workspace.code]),
            said=_("Written down."),
            button=_("Save"),
        ),
    )


def _told(request: MemberRequest, form: CaptureForm) -> HttpResponse:
    """What became of it, for the device that sent it."""
    if not form.is_valid():
        sentence = next(iter(form.errors.values()))[0]
        return JsonResponse({"sentence": sentence}, status=422)
    try:
        written = _write_down(request, form)
    except SaphanError as error:
        refusal = refusal_of(error)
        return JsonResponse({"sentence": str(refusal.sentence)}, status=refusal.status)
    change = getattr(written, "change", None)
    return JsonResponse({"sentence": _("Written down."), "undo": change.pk if change else None})


def _write_down(request: MemberRequest, form: CaptureForm) -> Any:
    """The talk and the next step, each under its own name, so that half an answer can be asked for again."""
    asked = form.cleaned_data
    client: Account = asked["client"]
    require(may_log(request.actor, client))
    written: Any = None
    if asked["words"]:
        # A device whose clock runs ahead means now.
        happened = {"happened_at": min(asked["happened"] * 1_000, now())} if asked["happened"] else {}
        people = [asked["person"].pk] if asked["person"] else []
        written = log_interaction(
            client, actor=request.actor, idempotency_key=f"{asked['key']}-talk", channel=asked["channel"],
            words=asked["words"], people=people, **happened,
        )  # fmt: skip
    if asked["next_what"]:
        step = add_next_step(
            client, actor=request.actor, idempotency_key=f"{asked['key']}-step", what=asked["next_what"],
            due_on=asked["next_due"],
        )  # fmt: skip
        written = written or step
    return written
