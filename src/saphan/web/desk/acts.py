"""Commands that are done in place: a form about one record, beside the list of the palette."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.clients.actions import add_next_step, assign_owner, log_interaction
from saphan.clients.models import Account, Person
from saphan.clients.queries import accounts_for
from saphan.clients.rules import may_log, may_write
from saphan.clients.terms import Channel, StepKind
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.pipeline.actions import assign_lead, assign_opportunity, move_stage
from saphan.pipeline.queries import stages_for
from saphan.web.clients.fields import day_field, words_field
from saphan.web.pipeline.deal import question_in
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import reference
from saphan.workspace.models import Member
from saphan.workspace.queries import active_members_for
from saphan.workspace.rights import Right

ANSWER = "answer-"


class TalkForm(forms.Form):
    channel = forms.ChoiceField(label=gettext_lazy("How"), choices=Channel.choices)
    words = words_field(gettext_lazy("What was said"), required=True, rows=3)
    next_what = forms.CharField(label=gettext_lazy("Next step"), max_length=200, required=False)
    next_due = day_field(gettext_lazy("Due on"))


class StepForm(forms.Form):
    what = forms.CharField(label=gettext_lazy("What"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=StepKind.choices)
    due_on = day_field(gettext_lazy("Due on"))


class StageForm(forms.Form):
    stage = forms.ChoiceField(label=gettext_lazy("Stage"))


class OwnerForm(forms.Form):
    owner = forms.IntegerField()


@dataclass
class Doing:
    """One form at work on one subject. `then` names the command that is offered once this one is done."""

    request: MemberRequest
    subject: Any
    asks: dict[str, Any] = field(default_factory=dict)
    said = ""
    then = ""

    def allowed(self) -> bool:
        raise NotImplementedError

    def form(self, data: Any = None) -> forms.Form:
        raise NotImplementedError

    def act(self, *given: Any, **values: Any) -> Any:
        raise NotImplementedError

    def refused(self, error: RuleBroken) -> None:
        """Look at a refusal before it is shown: it may ask for something."""


class Talk(Doing):
    def allowed(self) -> bool:
        return may_log(self.request.actor, place_of(self.request, self.subject))

    def form(self, data: Any = None) -> forms.Form:
        return TalkForm(data, initial={"channel": Channel.CALL})

    def act(self, channel: str, words: str, next_what: str, next_due: Any) -> Any:
        place, actor = place_of(self.request, self.subject), self.request.actor
        people = [self.subject.pk] if isinstance(self.subject, Person) else []
        logged = log_interaction(place, actor=actor, channel=channel, words=words, people=people)
        if next_what:
            add_next_step(place, actor=actor, what=next_what, due_on=next_due)
        self.said, self.then = _("Written down."), "" if next_what else "step.plan"
        return logged


class Plan(Doing):
    def allowed(self) -> bool:
        return may_log(self.request.actor, place_of(self.request, self.subject))

    def form(self, data: Any = None) -> forms.Form:
        return StepForm(data, initial={"kind": StepKind.CALL})

    def act(self, what: str, kind: str, due_on: Any) -> Any:
        self.said = _("Planned.")
        place = place_of(self.request, self.subject)
        return add_next_step(place, actor=self.request.actor, what=what, kind=kind, due_on=due_on)


class ToStage(Doing):
    """What the stage asks for comes back as further fields, with a way past them for a reason."""

    def allowed(self) -> bool:
        return may_write(self.request.actor, self.subject)

    def form(self, data: Any = None) -> forms.Form:
        found = StageForm(data, initial={"stage": self.subject.stage.code})
        choice = found.fields["stage"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  declared above
        choice.choices = [(stage.code, stage.label(self._language)) for stage in self._stages()]
        return found

    def act(self, stage: str) -> Any:
        wanted = next(each for each in self._stages() if each.code == stage)
        sent = self.request.POST
        answers = {
            name.removeprefix(ANSWER): text for name, text in sent.items() if name.startswith(ANSWER) and text
        }
        self.said = _("Now in %(stage)s.") % {"stage": wanted.label(self._language)}
        return move_stage(
            self.subject,
            actor=self.request.actor,
            stage=wanted,
            answers=answers,
            override=sent.get("override", ""),
        )

    def refused(self, error: RuleBroken) -> None:
        if error.code == "stage.checks_missing":
            questions = [question_in(self._language, each) for each in error.values["questions"]]
            self.asks = {"questions": questions, "fields": error.values["fields"]}

    def _stages(self) -> list[Any]:
        return list(stages_for(self.request.actor, self.subject.pipeline))

    @property
    def _language(self) -> str:
        return self.request.LANGUAGE_CODE


class ToOwner(Doing):
    def allowed(self) -> bool:
        return may_write(self.request.actor, self.subject)

    def form(self, data: Any = None) -> forms.Form:
        found = OwnerForm(data, initial={"owner": self.subject.owner_id})
        members = active_members_for(self.request.actor).order_by("name")
        found.fields["owner"] = reference(gettext_lazy("Owner"), members)
        found.fields["owner"].required = True
        return found

    def act(self, owner: int) -> Any:
        actor = self.request.actor
        member: Member = active_members_for(actor).get(pk=owner)
        self.said = _("%(owner)s owns it now.") % {"owner": member.name}
        assign = {"account": assign_owner, "lead": assign_lead}.get(self.subject.KIND, assign_opportunity)
        return assign(self.subject, actor=actor, owner=member)


FORMS: dict[str, Callable[[MemberRequest, Any], Doing]] = {
    "talk": Talk, "step": Plan, "stage": ToStage, "owner": ToOwner,
}  # fmt: skip


def place_of(request: MemberRequest, subject: Any) -> Any:
    """Where a talk or a step hangs: the record itself, for a person the client where they work.

    Raises RuleBroken("person.works_nowhere") for a person without a job at a client within sight.
    """
    if not isinstance(subject, Person):
        return subject
    jobs = {"affiliations__person": subject, "affiliations__to_date": None, "affiliations__removed_at": None}
    place: Account | None = accounts_for(request.actor).filter(**jobs).order_by("pk").first()
    if place is None:
        raise RuleBroken("person.works_nowhere", name=subject.name)
    return place


def require(doing: Doing) -> None:
    """Raises NotAllowed before a form is shown that could not be sent."""
    if not doing.allowed():
        raise NotAllowed("action.not_allowed")


def require_right(request: MemberRequest, right: Right) -> None:
    """Raises NotAllowed for a member without this right anywhere."""
    if not request.actor.may(right):
        raise NotAllowed("action.not_allowed")
