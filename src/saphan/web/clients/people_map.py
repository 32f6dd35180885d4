"""The people at a client as a drawing: stance from left to right, influence upwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from saphan.clients.actions import set_stakeholder
from saphan.clients.models import Account
from saphan.clients.rules import may_write
from saphan.clients.terms import Stance
from saphan.clients.ties import Tie, talks_of, talks_with, ties
from saphan.core.people_map import Alert, Grid, Place, Somebody, Worry, alerts, places, ring
from saphan.core.period import from_micros, to_micros
from saphan.core.text import initials
from saphan.journal import now
from saphan.web.answers import answer
from saphan.web.clients.finding import account_of, person_of
from saphan.web.clients.overview import PersonRow, people_at
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest, require

GRID = Grid(left=22, top=6, cell_width=98, cell_height=72)
WIDTH, HEIGHT = GRID.left + GRID.width + 20, GRID.top + GRID.height + 26
TIE_DAYS, THREAD_DAYS = 180, 90
AROUND, LIFT = 21, 12  # radius of the ring, and how far its middle lies above the words
TINTS = 8


@dataclass(frozen=True)
class Node:
    """One person on the map, in the units of the drawing."""

    row: PersonRow
    place: Place
    ring: str
    tint: int
    mark: str
    tie: str
    tie_mark: str
    tie_tint: int
    spoken: str


@dataclass(frozen=True)
class Line:
    """From whoever reports to whom they report to, from ring to ring."""

    x1: int
    y1: int
    x2: int
    y2: int


class PlaceForm(forms.Form):
    """Where somebody stands now, and what shows it."""

    stance = forms.TypedChoiceField(choices=Stance.choices, coerce=int)
    influence = forms.TypedChoiceField(choices=[(n, str(n)) for n in range(1, 6)], coerce=int)
    evidence = forms.CharField(
        max_length=2_000,
        error_messages={"required": gettext_lazy("Say what shows it, so that others can follow.")},
    )


@require_POST
def place(request: MemberRequest, code: str, person: str) -> HttpResponse:
    """Move somebody on the map, with the evidence for it."""
    account, human = account_of(request, code), person_of(request, person)
    require(may_write(request.actor, account))
    return answer(
        request, PlaceForm, partial(set_stakeholder, account, actor=request.actor, person=human),
        page="clients/placed.html", fragment="map", context=partial(context_of, request, account),
        said=_("%(name)s has a new place.") % {"name": human.name},
    )  # fmt: skip


def context_of(request: MemberRequest, account: Account) -> dict[str, Any]:
    """What the map needs on its own."""
    reader = reader_of(request)
    people = people_at(request.actor, account, reader)
    may = {"account": account, "may_write": may_write(request.actor, account)}
    return may | {"people": people, "map": drawing(account, people)}


def drawing(account: Account, people: Iterable[PersonRow]) -> dict[str, Any]:
    """The map with its warnings; one query. People without a standing stand beside it."""
    rows = {row.pk: row for row in people if row.stake}
    talks = talks_of(account, _days_ago(TIE_DAYS))
    held = ties(talks)
    crowd = [_somebody(row) for row in rows.values()]
    found = places(crowd, GRID)
    nodes = [_node(person, rows, found, held.get(person.key), account) for person in crowd]
    told = alerts(crowd, talks_with(talks, _days_ago(THREAD_DAYS)), account.cadence_days)
    names = {row.pk: row.name.name for row in people}
    return {
        "nodes": nodes,
        "lines": list(_lines(rows, found)),
        "grid": GRID,
        "width": WIDTH,
        "height": HEIGHT,
        "middle_x": GRID.left + GRID.width // 2,
        "middle_y": GRID.top + GRID.height // 2,
        "right": GRID.left + GRID.width - GRID.cell_width,
        "base": GRID.top + GRID.height + 18,
        "end": GRID.left + GRID.width,
        "stances": "|".join(str(stance.label) for stance in Stance),
        "aside": [row for row in people if not row.stake],
        "alerts": [_alert(alert, names) for alert in told],
        "summary": _summary(nodes),
    }


def _somebody(row: PersonRow) -> Somebody:
    return Somebody(row.pk, row.stance_number, row.influence, row.role_key, row.touched_days)


def _node(
    person: Somebody,
    rows: Mapping[int, PersonRow],
    found: Mapping[int, Place],
    tie: Tie | None,
    account: Account,
) -> Node:
    row, contact = rows[person.key], ring(person, account.cadence_days)
    words = {
        "steady": _("in regular contact"),
        "cooling": _("contact is cooling"),
        "opposed": _("opposed to us"),
    }[contact]
    parts = [
        row.name.name,
        row.job,
        row.role,
        row.stance,
        _("influence %(n)s of 5") % {"n": row.influence},
        words,
    ]
    if tie:
        parts.append(_("%(name)s holds the tie") % {"name": tie.name})
    return Node(
        row=row, place=found[person.key], ring=contact, tint=row.pk % TINTS + 1, mark=initials(row.name.mark),
        tie=tie.name if tie else "", tie_mark=initials(tie.name) if tie else "",
        tie_tint=tie.member_id % TINTS + 1 if tie else 0, spoken=", ".join(part for part in parts if part),
    )  # fmt: skip


def _lines(rows: Mapping[int, PersonRow], found: Mapping[int, Place]) -> Iterable[Line]:
    for pk, row in rows.items():
        above = found.get(row.reports_to_pk)
        if above is not None:
            yield _between(found[pk], above)


def _between(start: Place, end: Place) -> Line:
    """The line between two circles, from edge to edge."""
    dx, dy = end.x - start.x, end.y - start.y
    length = max((dx * dx + dy * dy) ** 0.5, 1.0)
    cut = AROUND / length
    first, last = (start.x + dx * cut, start.y + dy * cut), (end.x - dx * cut, end.y - dy * cut)
    return Line(round(first[0]), round(first[1]) - LIFT, round(last[0]), round(last[1]) - LIFT)


def _alert(alert: Alert, names: Mapping[int, str]) -> str:
    name = names.get(alert.key, "")
    if alert.worry is Worry.NO_DECIDER:
        return _("No decision maker is known here.")
    if alert.worry is Worry.ONE_THREAD:
        # Translators: one person took part in most talks of the last 90 days
        return _("Hangs on %(name)s alone: %(percent)s%% of the talks.") % {
            "name": name,
            "percent": alert.percent,
        }
    return _("%(name)s argues for us and has gone quiet.") % {"name": name}


def _summary(nodes: list[Node]) -> str:
    """The drawing in one sentence, for who does not see it."""
    cooling = sum(node.ring == "cooling" for node in nodes)
    opposed = sum(node.ring == "opposed" for node in nodes)
    return _("%(count)s people on the map; contact is cooling with %(cooling)s, %(opposed)s are opposed.") % {
        "count": len(nodes), "cooling": cooling, "opposed": opposed,
    }  # fmt: skip


def _days_ago(days: int) -> int:
    return to_micros(from_micros(now()) - timedelta(days=days))
