"""The rail: closed months or weeks as places to stand, with what was entered late marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from saphan.core.format.dates import BUDDHIST_AHEAD
from saphan.core.period import last_periods, month_of, quarter_of, week_of
from saphan.measures.facts.zones import zones_of
from saphan.measures.past.late import late_entries
from saphan.web.kept import kept
from saphan.web.past.asking import Past, address
from saphan.web.reader import Reader
from saphan.web.request import MemberRequest

MONTHS, WEEKS = 36, 52
QUARTERS = 4


@dataclass(frozen=True)
class Place:
    """One place on the rail: the end of a day. `is_restated`: something about it was entered later."""

    day: date
    text: str
    is_quarter: bool
    is_restated: bool


def rail_of(request: MemberRequest, reader: Reader, past: Past | None) -> dict[str, Any]:
    """What the rail needs: its places, the earliest first, the last of them now."""
    by_weeks = request.GET.get("rail") == "weeks"
    places = _places(request, reader, by_weeks=by_weeks)
    here = len(places)
    if past is not None:
        here = next((i for i, place in enumerate(places) if place.day.isoformat() >= past.text[:10]), here)
    return {
        "places": places,
        "days": "|".join(place.day.isoformat() for place in places),
        "words": "|".join([place.text for place in places] + [_("Now")]),
        "last": len(places),
        "here": here,
        "says": past.words if past else _("Now"),
        "ticks": _ticks(places, reader, request.workspace.fiscal_start_month),
        "is_stood": bool(past and past.is_stood),
        "earlier": _step(request.GET, places, here - 1, past),
        "later": _step(request.GET, places, here + 1, past),
        "now": address(request.GET),
        "past": past,
        "today": reader.today.isoformat(),
        "picked": past.text[:10] if past else "",
        "day": reader.full_day(date.fromisoformat(past.text[:10]) if past else reader.today),
        "by_weeks": by_weeks,
        "other": _other(request.GET, by_weeks=by_weeks),
        "held": [(n, request.GET[n]) for n in ("as_of", "known_at", "rail") if request.GET.get(n)],
        "kept": [(n, v) for n, v in request.GET.items() if n not in {"as_of", "known_at", "skip"}],
    }


def _places(request: MemberRequest, reader: Reader, *, by_weeks: bool) -> list[Place]:
    workspace, today = request.workspace, reader.today
    if by_weeks:
        this = week_of(today)
        ends = [this.start - timedelta(days=7 * back + 1) for back in reversed(range(WEEKS))]
    else:
        ends = [month.last for month in last_periods(month_of(today), MONTHS + 1)[:-1]]
    late = kept(request, ("late", *ends), lambda: _late(request, ends))
    fiscal = workspace.fiscal_start_month
    return [
        Place(end, reader.full_day(end), quarter_of(end, fiscal).last == end, count > 0)
        for end, count in zip(ends, late, strict=True)
    ]


def _late(request: MemberRequest, ends: list[date]) -> list[int]:
    """How many entries each of these days' ends got to know only later."""
    zones = zones_of(request.workspace)
    return late_entries(request.actor, [zones.start_of(end + timedelta(days=1)) - 1 for end in ends])


def _ticks(places: list[Place], reader: Reader, fiscal: int) -> list[dict[str, Any]]:
    """Marks along the line in percent: closed quarters with their names, and places that were restated."""
    whole = len(places)
    return [
        {"at": round(100 * i / whole, 2), "text": place.text, "is_restated": place.is_restated,
         "is_quarter": place.is_quarter, "label": _quarter(place.day, reader, fiscal) if place.is_quarter else ""}
        for i, place in enumerate(places)
        if place.is_quarter or place.is_restated
    ]  # fmt: skip


def _quarter(end: date, reader: Reader, fiscal: int) -> str:
    """A closed quarter; the last of a year by that year."""
    number = (end.month - fiscal) % 12 // 3 + 1
    if number == QUARTERS:
        return str(end.year + (BUDDHIST_AHEAD if reader.buddhist else 0))
    return _("Q%(number)s") % {"number": number}


def _step(query: QueryDict, places: list[Place], to: int, past: Past | None) -> str:
    if to < 0:
        return ""
    if to >= len(places):
        return address(query) if to == len(places) and past else ""
    day = places[to].day.isoformat()
    return address(query, as_of=day, **({"known_at": day} if past and past.is_stood else {}))


def _other(query: QueryDict, *, by_weeks: bool) -> str:
    found = query.copy()
    found["rail"] = "months" if by_weeks else "weeks"
    return f"?{found.urlencode()}"
