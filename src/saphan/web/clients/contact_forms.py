"""Forms about what was said and what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from saphan.clients.models import Person
from saphan.clients.terms import Channel, Direction, StepKind
from saphan.web.clients.fields import ClientForm, MomentField, day_field, words_field
from saphan.web.reader import Reader
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import reference, version_field
from saphan.workspace.models import Member
from saphan.workspace.queries import active_members_for, members_for

ICONS = {
    "call": "phone", "meeting": "users", "mail": "mail", "line": "message-square", "wechat": "message-square",
    "whatsapp": "message-square", "visit": "map-pin", "note": "pencil",
}  # fmt: skip
TYPED = ("channel", "direction", "subject", "words", "is_private")


class TalkForm(ClientForm):
    """What was said, with whom, and when."""

    ASIDE = ClientForm.ASIDE | {"people", "members"}

    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices, initial=Channel.CALL)
    direction = forms.ChoiceField(label=_("Direction"), choices=Direction.choices, initial=Direction.BOTH)
    subject = forms.CharField(label=_("Subject"), max_length=200, required=False)
    words = words_field(_("What was said"), rows=4)
    is_private = forms.BooleanField(label=_("Only those who took part may read it"), required=False)

    def __init__(
        self,
        *arguments: Any,
        request: MemberRequest,
        reader: Reader,
        people: Iterable[Person],
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        members = self.members_of(request).order_by("name")
        self.fields["happened_at"] = MomentField(
            label=_("When"), zone=reader.zone, required=False, help_text=_("Empty: now.")
        )
        self.fields["people"] = _several(_("Who took part from them"), people)
        self.fields["members"] = _several(_("Who took part from us"), members)
        self.fields["happened_at"].show_hidden_initial = True
        self.order_fields(["channel", "direction", "happened_at", "subject", "words", "people", "members"])

    def members_of(self, request: MemberRequest) -> QuerySet[Member]:
        """Ours to choose from: the writer takes part in any case."""
        return active_members_for(request.actor).exclude(pk=request.member.pk)

    def values(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        cleaned = self.cleaned_data
        found = {name: cleaned[name] for name in TYPED}
        return found | ({"happened_at": cleaned["happened_at"]} if cleaned["happened_at"] is not None else {})

    def people(self) -> dict[str, list[int]]:
        return {side: [int(pk) for pk in self.cleaned_data[side]] for side in ("people", "members")}


class NewTalkForm(TalkForm):
    """With the next step in one go."""

    next_what = forms.CharField(label=_("Next step"), max_length=200, required=False)
    next_due = day_field(_("Due on"))
    source_id = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)


class SavedTalkForm(TalkForm):
    version = version_field()

    def members_of(self, request: MemberRequest) -> QuerySet[Member]:
        """Everybody, or whoever took part and is not offered would be dropped by saving."""
        return members_for(request.actor)


class StepForm(ClientForm):
    """What comes next."""

    what = forms.CharField(label=_("What"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=StepKind.choices, initial=StepKind.TASK)
    due_on = day_field(_("Due on"))

    def __init__(self, *arguments: Any, request: MemberRequest, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["owner"] = reference(_("Who does it"), active_members_for(request.actor).order_by("name"))
        self.fields["owner"].show_hidden_initial = True


class SavedStepForm(StepForm):
    version = version_field()


class DoneForm(forms.Form):
    """What came of it, and what follows: somebody who finishes is offered the next step."""

    outcome = words_field(_("What came of it"), rows=2)
    next_what = forms.CharField(label=_("Next step"), max_length=200, required=False)
    next_kind = forms.ChoiceField(label=_("Kind"), choices=StepKind.choices)
    next_due = day_field(_("Due on"))


class DropForm(forms.Form):
    reason = forms.CharField(label=_("Why it will not be done"), max_length=200, required=False)


class DayForm(forms.Form):
    due_on = day_field(_("Due on"), required=True)


def _several(label: Any, rows: Iterable[Any]) -> forms.MultipleChoiceField:
    options = [(str(row.pk), row.name) for row in rows]
    return forms.MultipleChoiceField(
        label=label, choices=options, required=False, widget=forms.CheckboxSelectMultiple
    )
