"""One's own desk: which keys do what, and when nothing should draw attention."""

from __future__ import annotations

from datetime import time
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.administration.actions import set_keys, set_quiet_hours
from saphan.web.desk.commands import single_keys
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import TouchedForm, switch
from saphan.web.settings.pages import Edit, address, edit
from saphan.workspace.models import Member

SINGLE = "single"


class KeysForm(TouchedForm):
    """One field for each key that is pressed alone; its name is the key that Saphan comes with."""

    single = forms.BooleanField(
        label=gettext_lazy("Keys pressed alone do something"), required=False, widget=switch(),
        help_text=gettext_lazy("Off: only Ctrl or ⌘ with K, the arrows, Enter and Space."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for key, labels in single_keys().items():
            self.fields[key] = forms.CharField(
                label=" · ".join(str(label) for label in labels), max_length=3, required=False,
                widget=forms.TextInput(attrs={"class": "one-key", "autocomplete": "off", "data-own-key": ""}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A key that was moved may not land on one that stayed where it was."""
        cleaned = super().clean() or self.cleaned_data
        own = {key: str(cleaned.get(key, "")).strip().upper() for key in single_keys()}
        for key, chosen in own.items():
            if chosen != key and own.get(chosen) == chosen:
                self.add_error(
                    key, _("“%(key)s” already does something else. Choose another key.") % {"key": chosen}
                )
        return cleaned


class QuietForm(TouchedForm):
    begin = forms.TimeField(
        label=gettext_lazy("Quiet from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    end = forms.TimeField(
        label=gettext_lazy("Quiet until"), required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("In these hours the bell shows no mark. Nothing gets lost; it waits in the list."),
    )  # fmt: skip


def keys(request: MemberRequest) -> HttpResponse:
    """Every key that is pressed alone: keep it, give it another, or leave it empty to switch it off."""
    member = request.member
    moved = member.keys.get("moved", {})
    initial = {SINGLE: member.keys.get("single", True)} | {key: moved.get(key, key) for key in single_keys()}
    return edit(
        request,
        Edit(
            section="keys",
            title=_("Keyboard"),
            form=partial(KeysForm, initial=initial),
            act=partial(_keep_keys, request, member),
            back=address(request, "keys"),
            said=_("Your keys are saved."),
            button=_("Save"),
        ),
    )


def notices(request: MemberRequest) -> HttpResponse:
    """The hours in which nothing should draw attention."""
    member = request.member
    initial = {"begin": _clock(member.quiet_from), "end": _clock(member.quiet_until)}
    return edit(
        request,
        Edit(
            section="notices",
            title=_("Notifications"),
            form=partial(QuietForm, initial=initial),
            act=partial(_keep_quiet, request, member),
            back=address(request, "notices"),
            said=_("Your quiet hours are saved."),
            button=_("Save"),
        ),
    )


def _keep_keys(request: MemberRequest, member: Member, form: TouchedForm) -> Member:
    chosen = form.cleaned_data
    kept: Member = set_keys(
        member, actor=request.actor, single=chosen[SINGLE], moved={key: chosen[key] for key in single_keys()}
    )
    return kept


def _keep_quiet(request: MemberRequest, member: Member, form: TouchedForm) -> Member:
    chosen = form.cleaned_data
    kept: Member = set_quiet_hours(
        member, actor=request.actor, begin=_minutes(chosen["begin"]), end=_minutes(chosen["end"])
    )
    return kept


def _clock(minutes: int | None) -> time | None:
    return None if minutes is None else time(*divmod(minutes, 60))


def _minutes(value: time | None) -> int | None:
    return None if value is None else value.hour * 60 + value.minute
