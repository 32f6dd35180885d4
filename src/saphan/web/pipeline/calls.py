"""The roll-up: what people say will be won, by their deals, and submitting it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from saphan.core.calls import Totals
from saphan.core.money import parse_amount
from saphan.core.period import Period, quarter_of
from saphan.measures.actions import make_submission
from saphan.measures.attainment import SUBJECTS, aims
from saphan.measures.calls.rollup import Line, roll_up
from saphan.measures.calls.track import Track, tracks
from saphan.measures.models import Submission
from saphan.measures.queries import submissions_for
from saphan.measures.question import By
from saphan.measures.rules import may_call
from saphan.web.answers import answer
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.models import Member, Team, Territory
from saphan.workspace.queries import active_members_for, teams_for
from saphan.workspace.rights import Right

PAGE = "pipeline/calls.html"
SHOWN = 40
Subject = Member | Team | Territory | None


class CallForm(forms.Form):
    """`about` names whose deals: a member, a team, or everybody's."""

    about = forms.ChoiceField(label=gettext_lazy("About the deals of"))
    call = forms.CharField(label=gettext_lazy("Your forecast"), max_length=40)
    low = forms.CharField(label=gettext_lazy("At least"), max_length=40, required=False)
    high = forms.CharField(
        label=gettext_lazy("At most"), max_length=40, required=False,
        help_text=gettext_lazy("A range is scored too: it should hold in four of five periods."),
    )  # fmt: skip
    comment = forms.CharField(
        label=gettext_lazy("What stands behind it"), required=False, max_length=2_000,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One subject: its categories as written, the newest own call, others' numbers beside it, and its target."""

    subject: Subject
    depth: int
    amounts: Sequence[str]
    deals: int
    unpriced: int
    call: str
    others: Sequence[str]
    target: str


@require_safe
def calls(request: MemberRequest) -> HttpResponse:
    """Everybody who reads deals sees what those they may read add up to."""
    return render(request, PAGE, _context(request))


@require_POST
def make(request: MemberRequest) -> HttpResponse:
    form = _form(request, request.POST)
    here = f"{reverse('pipeline:calls', args=[request.workspace.code])}?{request.GET.urlencode()}"

    def act(**given: Any) -> None:
        period, currency = _period(request), request.workspace.currency
        low, high = (
            parse_amount(given[name], currency).minor if given[name] else None for name in ("low", "high")
        )
        make_submission(
            actor=request.actor, starts_on=period.start, ends_on=period.end - timedelta(days=1),
            call_minor=parse_amount(given["call"], currency).minor, low_minor=low, high_minor=high,
            comment=given["comment"], **_subject(request, given["about"]),
        )  # fmt: skip

    return answer(
        request, form, act, page=PAGE, fragment="form", context=lambda: _context(request), to=here,
        said=_("Your forecast is submitted."),
    )  # fmt: skip


def _context(request: MemberRequest) -> dict[str, Any]:
    reader, period = reader_of(request), _period(request)
    found = roll_up(request.actor, period)
    made = list(
        submissions_for(request.actor)
        .filter(starts_on=period.start, ends_on=period.last)
        .select_related("author", "member", "team")
        .order_by("-known_at", "-id")
    )
    single = request.GET.get("sum") == "single"

    def rows(lines: Sequence[Line]) -> list[Row]:
        return [_row(request, line, made, period, reader, single=single) for line in lines]

    return {
        "period_words": _period_words(period, reader), "next": request.GET.get("close") == "next_quarter",
        "single": single, "whole": rows([found.whole])[0], "people": rows(found.people),
        "territories": rows(found.territories), "missing": found.missing,
        "calls": [_told(one, reader) for one in made[:SHOWN]],
        "tracks": [_track(track, request) for track in tracks(request.actor)],
        "form": _form(request) if may_call(request.actor, None) else None,
        "make_url": f"{reverse('pipeline:make_call', args=[request.workspace.code])}?{request.GET.urlencode()}",
    }  # fmt: skip


def _period(request: MemberRequest) -> Period:
    start = request.workspace.fiscal_start_month
    quarter = quarter_of(reader_of(request).today, start)
    return quarter_of(quarter.end, start) if request.GET.get("close") == "next_quarter" else quarter


def _period_words(period: Period, reader: Reader) -> str:
    return f"{reader.full_day(period.start)} – {reader.full_day(period.last)}"


def _form(request: MemberRequest, posted: Any = None) -> CallForm:
    actor = request.actor
    form = CallForm(posted, initial={"about": actor.member.code})
    options = [(actor.member.code, _("me"))]
    if actor.owners_within(Right.WRITE) is None:
        others = active_members_for(actor).exclude(pk=actor.member.pk).order_by("name")
        options += [
            ("", _("everybody")),
            *((team.code, str(team)) for team in teams_for(actor).order_by("path")),
        ]
        options += [(member.code, member.name) for member in others]
    about = form.fields["about"]
    assert isinstance(about, forms.ChoiceField)  # noqa: S101  our own field
    about.choices, about.required = options, False
    return form


def _subject(request: MemberRequest, about: str) -> dict[str, Any]:
    if not about:
        return {}
    team = teams_for(request.actor).filter(code=about).first()
    return {"team": team} if team else {"member": active_members_for(request.actor).get(code=about)}


def _row(
    request: MemberRequest, line: Line, made: Sequence[Submission], period: Period, reader: Reader, *, single: bool
) -> Row:  # fmt: skip
    about = [one for one in made if _is_about(one, line.subject)]
    own = next((one for one in about if one.is_own), None)
    others = [one for one in about if not one.is_own]
    newest = {one.author_id: one for one in reversed(others)}
    totals = line.totals if single else line.totals.cumulative
    return Row(
        line.subject, line.depth, _amounts(totals, reader), line.deals, line.unpriced,
        reader.compact(own.call_minor) if own else "",
        [f"{one.author.name} {reader.compact(one.call_minor)}" for one in newest.values()],
        _target(request, line.subject, period, reader),
    )  # fmt: skip


def _amounts(totals: Totals, reader: Reader) -> list[str]:
    return [
        reader.compact(minor) for minor in (totals.closed, totals.commit, totals.best_case, totals.pipeline)
    ]


def _is_about(call: Submission, subject: Subject) -> bool:
    if isinstance(subject, Member):
        return call.member_id == subject.pk
    if isinstance(subject, Team):
        return call.team_id == subject.pk
    return subject is None and call.member_id is None and call.team_id is None


def _target(request: MemberRequest, subject: Subject, period: Period, reader: Reader) -> str:
    kinds = {Member: By.OWNER, Team: By.TEAM, Territory: By.TERRITORY}
    filters = {kinds[type(subject)]: subject.pk} if subject is not None else {}
    assert set(filters) <= set(SUBJECTS)  # noqa: S101  the same three
    goal = aims(request.actor, period, filters, request.workspace.currency).get("revenue_total")
    return reader.compact(int(goal.value)) if goal else ""


def _told(call: Submission, reader: Reader) -> dict[str, Any]:
    span = ""
    if call.low_minor is not None and call.high_minor is not None:
        span = f"{reader.compact(call.low_minor)}–{reader.compact(call.high_minor)}"
    said = Totals(call.closed_minor, call.commit_minor, call.best_case_minor, call.pipeline_minor)
    return {
        "author": call.author, "about": call.member or call.team, "is_own": call.is_own,
        "when": reader.moment(call.known_at), "call": reader.compact(call.call_minor), "range": span,
        "amounts": _amounts(said.cumulative, reader), "comment": call.comment,
    }  # fmt: skip


def _track(track: Track, request: MemberRequest) -> dict[str, Any]:
    told = track.record
    return {
        "member": track.member, "is_me": track.member.pk == request.actor.member.pk, "calls": told.calls,
        "bias": _signed(told.bias), "ranges": told.ranges,
        "held": "" if told.coverage is None else f"{float(told.coverage):.0%}",
    }  # fmt: skip


def _signed(share: Fraction | None) -> str:
    return "" if share is None else f"{float(share):+.0%}".replace("-", "−")
