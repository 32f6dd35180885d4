"""The health of a client in the head of its page, and what stands behind each reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_safe

from saphan.clients.terms import Stance
from saphan.core.format import MINUS
from saphan.core.health import WEIGHTS, Band, Facts, Part, key_people
from saphan.core.period import local_date
from saphan.measures.health import WINDOW_DAYS, Checkup, Event, checkup, events_behind
from saphan.web.clients.finding import account_of
from saphan.web.grid.columns import Cell
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest

NAMES = {
    Part.RHYTHM: gettext_lazy("Contact rhythm"),
    Part.STEPS: pgettext_lazy("health", "Next steps"),
    Part.REACH: gettext_lazy("Key people reached"),
    Part.STANCE: gettext_lazy("Stance of the people"),
    Part.PIPELINE: gettext_lazy("Movement of open deals"),
    Part.REVENUE: gettext_lazy("Revenue against the year before"),
}
BANDS = {
    Band.GOOD: (gettext_lazy("In good hands"), "good"),
    Band.CARE: (gettext_lazy("Needs care"), "warn"),
    Band.RISK: (gettext_lazy("At risk"), "crit"),
}
BAR = 56  # half the width of the signed bars


@dataclass(frozen=True)
class ReasonRow:
    """A part with what it added or took; the bar grows from the middle."""

    part: str
    words: str
    points: str
    left: int
    length: int
    is_minus: bool


@dataclass(frozen=True)
class PartRow:
    part: str
    name: str
    level: str
    weight: int


@dataclass(frozen=True)
class EventRow:
    """One row behind a reason, with its page."""

    title: str
    note: str
    value: str
    url: str
    is_warn: bool = False


@require_safe
def health(request: MemberRequest, code: str) -> HttpResponse:
    """The score with its band, its change and why."""
    account, reader = account_of(request, code), reader_of(request)
    found = checkup(request.actor, account)
    band = found.now.band
    words, kind = BANDS[band] if band else ("", "")
    context = {
        "account": account,
        "points": found.now.points,
        "band": words,
        "kind": kind,
        "spread": found.now.spread,
        "coverage": reader.percent(found.now.coverage, 0),
        "known": round(found.now.coverage * 100),
        "version": found.now.version,
        "change": _signed(found.change) if found.change is not None else "",
        "is_down": (found.change or 0) < 0,
        "days": WINDOW_DAYS,
        "reasons": _reasons(found),
        "parts": _parts(found),
        "missing": [str(NAMES[part]) for part in WEIGHTS if part not in found.now.levels],
    }
    return render(request, "clients/health.html", context)


@require_safe
def reason(request: MemberRequest, code: str, part: str) -> HttpResponse:
    """The rows behind one part."""
    account, reader = account_of(request, code), reader_of(request)
    if part not in WEIGHTS:
        raise Http404
    found, chosen = checkup(request.actor, account), Part(part)
    events = events_behind(request.actor, found, chosen)
    level, before = found.now.levels.get(chosen), found.then.levels.get(chosen)
    context = {
        "account": account,
        "title": NAMES[chosen],
        "sentence": _sentence(chosen, found.facts),
        "level": "" if level is None else round(level),
        "before": "" if before is None else round(before),
        "since": reader.day(local_date(found.since, reader.zone)),
        "weight": WEIGHTS[chosen],
        "rows": [_event(event, request.workspace.code, reader) for event in events],
    }
    return render(request, "clients/health_reason.html", context)


def health_cell(found: Checkup) -> Cell:
    """The score in a list, with all its reasons at hand and the largest in words."""
    band, told = found.now.band, found.reasons
    kind = BANDS[band][1] if band else ""
    change = format_html(
        ' <span class="{}">{}</span>', "warn" if (found.change or 0) < 0 else "good", _signed(found.change)
    ) if found.change else ""  # fmt: skip
    words = [f"{_signed(each.points)} {_sentence(each.part, found.facts)}" for each in told]
    note = _sentence(told[0].part, found.facts) if told else ""
    return Cell(
        format_html(
            '<span class="two-lines" title="{}"><span><b class="figure {}">{}</b>{}</span><span class="note">{}</span></span>',
            " · ".join(words), kind, found.now.points, change, note,
        )
    )  # fmt: skip


def _reasons(found: Checkup) -> list[ReasonRow]:
    told = found.reasons
    largest = max((abs(reason.points) for reason in told), default=1)
    rows = []
    for each in told:
        length = max(round(BAR * abs(each.points) / largest), 2)
        rows.append(
            ReasonRow(
                part=each.part.value,
                words=_sentence(each.part, found.facts),
                points=_signed(each.points),
                left=BAR - length if each.points < 0 else BAR,
                length=length,
                is_minus=each.points < 0,
            )
        )
    return rows


def _parts(found: Checkup) -> list[PartRow]:
    return [
        PartRow(part.value, _sentence(part, found.facts), str(round(level)), WEIGHTS[part])
        for part, level in found.now.levels.items()
    ]


def _sentence(part: Part, facts: Facts) -> str:
    """What was found about a part, in a few words."""
    if part is Part.RHYTHM:
        return _talked(facts)
    if part is Part.STEPS:
        return _stepped(facts)
    if part is Part.REACH:
        reached, known = key_people(facts)
        return _("%(reached)s of %(known)s key people reached") % {"reached": reached, "known": known}
    if part is Part.PIPELINE:
        late = sum(deal.is_late for deal in facts.deals)
        if late:
            return ngettext("%(n)s open deal past its date", "%(n)s open deals past their date", late) % {
                "n": late
            }
        return str(NAMES[part])
    if part is Part.REVENUE and facts.revenue_before > 0:
        change = 100 * (facts.revenue - facts.revenue_before) / facts.revenue_before
        return _("Revenue %(change)s on the year before") % {"change": f"{_signed(round(change))}%"}
    return str(NAMES[part])


def _talked(facts: Facts) -> str:
    if facts.touched_days is None:
        return _("Never talked to")
    if facts.touched_days == 0:
        return _("Talked to today")
    return ngettext("Not talked for %(n)s day", "Not talked for %(n)s days", facts.touched_days) % {
        "n": facts.touched_days
    }


def _stepped(facts: Facts) -> str:
    if facts.late_steps:
        return ngettext("%(n)s step overdue", "%(n)s steps overdue", facts.late_steps) % {
            "n": facts.late_steps
        }
    if facts.bare_deals:
        return ngettext(
            "%(n)s open deal without a next step", "%(n)s open deals without a next step", facts.bare_deals
        ) % {"n": facts.bare_deals}
    return _("Every next step is on time") if facts.open_steps else _("Nothing is planned")


def _event(event: Event, workspace: str, reader: Reader) -> EventRow:
    """One row behind a part, written for the reader."""
    record: Any = event.record
    when = reader.ago(event.at)
    deal = {"deal": "pipeline:deal", "bare_deal": "pipeline:deal", "booked": "pipeline:deal"}.get(event.kind)
    if deal:
        url, title = reverse(deal, args=[workspace, record.code]), record.name
    elif event.kind == "person":
        url, title = reverse("clients:person", args=[workspace, record.code]), record.name
    elif event.kind == "stance":
        url, title = reverse("clients:person", args=[workspace, record.person.code]), record.person.name
    elif event.kind == "step":
        url, title = reverse("clients:edit_step", args=[workspace, record.code]), record.what
    else:
        url, title = "", record.subject or str(record.get_channel_display())
    note, value, is_warn = _told(event, when, reader)
    return EventRow(title, note, value, url, is_warn)


def _told(event: Event, when: str, reader: Reader) -> tuple[str, str, bool]:
    """The note, the value, and whether it is a worry."""
    record: Any = event.record
    if event.kind == "talk":
        return record.words[:120], when, False
    if event.kind == "person":
        return "", when or _("never"), event.at is None
    if event.kind == "stance":
        return (
            record.evidence,
            _moved(_stance(event.before), _stance(event.after)),
            event.before != event.after,
        )
    if event.kind == "step":
        is_late = isinstance(event.after, date) and event.after < reader.today
        return record.opportunity.name if record.opportunity else "", reader.day(event.after), is_late
    if event.kind == "bare_deal":
        return _("no next step"), "", True
    if event.kind == "booked":
        return when, reader.compact(event.after), event.after < 0
    late = record.expected_close_on is not None and record.expected_close_on < reader.today
    labels = [stage.label(reader.language) if stage else "" for stage in (event.before, event.after)]
    return _moved(*labels), reader.day(record.expected_close_on), late


def _moved(before: str, after: str) -> str:
    return f"{before} → {after}" if before and after and before != after else after or before


def _stance(value: Any) -> str:
    return "" if value is None else str(Stance(value).label)


def _signed(points: int) -> str:
    return f"+{points}" if points > 0 else f"{MINUS}{-points}" if points < 0 else "0"
