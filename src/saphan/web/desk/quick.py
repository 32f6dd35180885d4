"""One line, said or pasted: what it proposes, to be looked over; nothing is written that nobody ticked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.clients.actions import add_next_step, log_interaction
from saphan.clients.models import Person
from saphan.clients.rules import may_log
from saphan.clients.terms import Channel, StepKind
from saphan.core import format as written
from saphan.core.errors import NotAllowed, SaphanError
from saphan.core.period import to_micros
from saphan.core.quick import Deed, Line, read_lines
from saphan.search.find import Hit, find
from saphan.web.answers import UNPROCESSABLE, toast
from saphan.web.clients.fields import day_field
from saphan.web.desk.acts import place_of, require_right
from saphan.web.desk.subjects import KINDS, subject_of
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.words.refusal import Refusal, refusal_of
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right

PAGE = "desk/quick.html"
MOST, CANDIDATES, LONGEST = 5, 5, 1_000
HAPPENED, PLANNED = "happened", "planned"
CHANNELS = {Deed.CALL: Channel.CALL, Deed.MEETING: Channel.MEETING, Deed.SEND: Channel.MAIL}
KINDS_OF = {Deed.CALL: StepKind.CALL, Deed.MEETING: StepKind.MEETING, Deed.SEND: StepKind.SEND}


class ProposalForm(forms.Form):
    """One proposal. `about` is the code of the record; `is_wanted` the tick without which nothing happens."""

    is_wanted = forms.BooleanField(required=False, initial=True)
    when = forms.ChoiceField(
        label=gettext_lazy("Is it done already?"),
        choices=[(PLANNED, gettext_lazy("Next step")), (HAPPENED, gettext_lazy("It took place"))],
    )
    about = forms.ChoiceField(label=gettext_lazy("With whom"), required=False)
    what = forms.CharField(label=gettext_lazy("What"), max_length=200)
    day = day_field(gettext_lazy("Day"))
    at = forms.TimeField(
        label=gettext_lazy("Hour"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def __init__(self, *arguments: Any, candidates: Iterable[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        about = self.fields["about"]
        assert isinstance(about, forms.ChoiceField)  # noqa: S101  declared above
        about.choices = [*candidates, ("", _("— choose —"))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_wanted") and not cleaned.get("about"):
            self.add_error("about", _("Choose whom this is about."))
        return cleaned


@dataclass
class Proposal:
    """A form with the sentence that says how day and hour were understood."""

    form: ProposalForm
    line: Line
    echo: str = ""


def quick(request: MemberRequest) -> HttpResponse:
    """Read a line and propose, or write down what was ticked. Whoever may log may do this."""
    require_right(request, Right.LOG)
    text = (request.POST if request.method == "POST" else request.GET).get("q", "")[:LONGEST].strip()
    proposals = _proposals(request, text)
    if request.method != "POST":
        return _show(request, text, proposals)
    for each in proposals:
        each.form.full_clean()  # all of them, so that every mistake is shown at once
    if any(each.form.errors for each in proposals):
        return _show(request, text, proposals, status=UNPROCESSABLE)
    return _write(request, text, [each for each in proposals if each.form.cleaned_data["is_wanted"]])


def lines_of(actor: Actor, text: str, today: Any) -> list[Line]:
    """What a text proposes, for somebody who may write such things down; empty for a mere name."""
    if not actor.may(Right.LOG):
        return []
    lines = read_lines(text, today)[:MOST]
    return lines if any(line.says_something for line in lines) else []


def _proposals(request: MemberRequest, text: str) -> list[Proposal]:
    reader = reader_of(request)
    lines = read_lines(text, reader.today)[:MOST]
    known: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    found = []
    for place, line in enumerate(lines):
        if line.names not in known:
            known[line.names] = [(hit.code, _named(hit)) for hit in _candidates(request.actor, line)]
        candidates = known[line.names]
        sent = request.POST if request.method == "POST" else None
        form = ProposalForm(
            sent, initial=_initial(line, candidates), candidates=candidates, prefix=f"p{place}"
        )
        found.append(Proposal(form, line, _echo(line, reader)))
    return found


def _initial(line: Line, candidates: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {
        "is_wanted": bool(candidates), "when": HAPPENED if line.happened else PLANNED,
        "about": candidates[0][0] if candidates else "", "what": line.what[:200], "day": line.day, "at": line.at,
    }  # fmt: skip


def _candidates(actor: Actor, line: Line) -> list[Hit]:
    """Records that the names may mean, people and clients before deals; a name is shortened until it finds any."""
    for name in line.names or (line.what,):
        words = name.split() or [name]
        for length in range(len(words), max(len(words) - 3, 0), -1):
            kinds = ["person", "account", "opportunity"]
            if hits := find(actor, " ".join(words[:length]), kinds, limit=CANDIDATES, per_kind=3):
                return hits
    return []


def _named(hit: Hit) -> str:
    return f"{hit.title} · {hit.subtitle}" if hit.subtitle else f"{hit.title} · {KINDS[hit.kind].singular}"


def _echo(line: Line, reader: Reader) -> str:
    """Day and hour as they were understood, in both eras, so that a slip is seen before it is saved."""
    if line.day is None:
        return ""
    day = written.day_in_words(line.day, reader.language, buddhist=False)
    thai = written.year_shown(line.day.year, buddhist=True)
    hour = f" {line.at:%H:%M}" if line.at else ""
    return _("%(day)s%(hour)s (Buddhist year %(year)s)") % {"day": day, "hour": hour, "year": thai}


def _write(request: MemberRequest, text: str, wanted: list[Proposal]) -> HttpResponse:
    """One after the other; what is refused stays, with what comes after it."""
    changes = []
    for place, proposal in enumerate(wanted):
        try:
            changes.append(_do(request, proposal))
        except SaphanError as error:
            return _show(request, text, wanted[place:], refusal_of(error), refusal_of(error).status)
    said = _("Nothing was ticked.") if not changes else _("Written down.")
    undo = changes[0].pk if len(changes) == 1 and changes[0] else None
    return toast(
        request, render(request, _template(request), {"done": said, "proposals": []}), said, undo=undo
    )


def _do(request: MemberRequest, proposal: Proposal) -> Any:
    chosen, actor = proposal.form.cleaned_data, request.actor
    subject = subject_of(actor, chosen["about"])
    place = place_of(request, subject)
    if not may_log(actor, place):
        raise NotAllowed("action.not_allowed")
    instant = _instant(request, chosen["day"], chosen["at"])
    deed = proposal.line.deed
    if chosen["when"] == HAPPENED:
        people = [subject.pk] if isinstance(subject, Person) else []
        moment = {} if instant is None else {"happened_at": instant}
        channel = CHANNELS.get(deed, Channel.NOTE)
        return log_interaction(
            place, actor=actor, channel=channel, words=chosen["what"], people=people, **moment
        ).change  # type: ignore[attr-defined]
    kind = KINDS_OF.get(deed, StepKind.TASK)
    due = {"due_at": instant} if chosen["at"] and chosen["day"] else {"due_on": chosen["day"]}
    return add_next_step(place, actor=actor, what=chosen["what"], kind=kind, **due).change  # type: ignore[attr-defined]


def _instant(request: MemberRequest, day: Any, at: Any) -> int | None:
    """Day and hour on the clock of the person; a day without an hour is its noon."""
    if day is None:
        return None
    zone: ZoneInfo = reader_of(request).zone
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    return to_micros(noon.replace(hour=at.hour, minute=at.minute) if at else noon)


def _show(
    request: MemberRequest,
    text: str,
    proposals: list[Proposal],
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"text": text, "proposals": proposals, "refusal": refusal}
    return render(request, _template(request), context, status=status)


def _template(request: MemberRequest) -> str:
    return f"{PAGE}#pane" if request.htmx else PAGE
