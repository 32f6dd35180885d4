"""The wall: every measure, its last thirteen months, last year, and the largest territories."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from saphan.core.format import compact_money, days, percent, points, signed, spanned
from saphan.core.kpi import Measured, Unit
from saphan.core.kpi.definition import Direction
from saphan.measures import words
from saphan.measures.attainment import Aim, aims, aims_of_each
from saphan.measures.compute import parsed_filters
from saphan.measures.display import display
from saphan.measures.explain import reason_words
from saphan.measures.forecast.words import VIEWS, notes_of
from saphan.measures.likely import FORESEEN, Likely, is_foreseeable, likely
from saphan.measures.question import By
from saphan.measures.wall import Tile, Wall
from saphan.measures.wall import wall as measure_wall
from saphan.pipeline.presets import FORMS
from saphan.web.past.rail import rail_of
from saphan.web.performance.asking import Asked, asked, query_without, slicers
from saphan.web.performance.sections import sections
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.rights import Right

# The wall's table: each group with its measures. A measure shows once it is registered.
GROUPS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    (
        "grow",
        pgettext_lazy("group of measures", "Grow"),
        (
            "revenue_total", "revenue_growth", "deal_size_avg", "ql_count", "ql_conversion", "opportunity_growth",
            "territory_growth",
        ),
    ),
    ("win", pgettext_lazy("group of measures", "Win"), ("win_rate", "closure_rate", "cycle_days", "cac")),
    (
        "keep",
        pgettext_lazy("group of measures", "Keep"),
        ("retention_logo", "retention_grr", "retention_nrr", "csat"),
    ),
    (
        "expand",
        pgettext_lazy("group of measures", "Expand"),
        ("aov", "cross_sell_share", "upsell_share", "penetration", "share_of_wallet", "reach", "target_coverage"),
    ),
)  # fmt: skip
FEW = 10  # cases below which a figure gets no colour


@require_safe
def performance(request: MemberRequest) -> HttpResponse:
    """Everybody who reads deals sees the figures of those they may read."""
    reader = reader_of(request)
    question = asked(request, reader)
    found = _measured(request, question)
    goals = _goals(request, question)
    of_areas = _goals_of_areas(request, question)
    context = {
        "groups": (groups := _groups(request, found, reader, goals, of_areas)),
        "is_foreseeable": is_foreseeable(found.question),
        "foreseen": FORESEEN,
        "on_target": _on_target(groups),
        "slicers": slicers(request, reader),
        "sections": sections(request, "wall"),
        "territories": _territory_labels(found),
        "query": query_without(request.GET),
        "past": question.past,
        "may_export": request.actor.may(Right.EXPORT),
        "export_base": reverse("performance:wall", args=[request.workspace.code]) + "wall",
        "rail": rail_of(request, reader, question.past),
        "span": f"{reader.full_day(found.period.start)} – {reader.full_day(found.period.last)}",
        "base_span": f"{reader.full_day(found.base.start)} – {reader.full_day(found.base.last)}"
        if found.base.days
        else "",
        "to_date": found.to_date,
        "fresh": reader.clock(found.read_at),
    }
    return render(request, "performance/wall.html", context)


@require_safe
def ranges(request: MemberRequest) -> HttpResponse:
    """Likely ranges that take a forecast, fetched after the wall stands."""
    reader = reader_of(request)
    found = _measured(request, asked(request, reader))
    told = likely(found.question, {key: found[key].now for key in FORESEEN})
    context = {"ranges": [range_of(key, one, reader) for key, one in told.items()], "told": told}
    return render(request, "performance/ranges.html", context)


def _measured(request: MemberRequest, question: Asked) -> Wall:
    return measure_wall(
        request.actor, question.period, as_of=question.as_of, known_at=question.known_at,
        filters=question.filters, currency=question.currency or None,
    )  # fmt: skip


def range_of(key: str, told: Likely, reader: Reader) -> dict[str, Any]:
    """A likely range as one cell: from – to with what it is a range of, or why there is none."""
    cell = {"key": key, "text": "", "note": "", "words": "", "is_late": False}
    if told.low is None or told.high is None:
        return cell | {"words": str(words.NO_RANGE[told.reason or "undefined"])}
    text = spanned(short(told.low, reader), short(told.high, reader))
    if told.by is None:
        return cell | {"text": text, "note": _("interval, 95%")}
    notes = [str(VIEWS[told.view]), *notes_of(list(told.notes))]
    note = _("by %(day)s") % {"day": reader.day(told.by)}
    return cell | {"text": text, "note": note, "words": " · ".join(notes)}


def _goals(request: MemberRequest, question: Asked) -> dict[str, Aim]:
    """Targets for just this period and narrowing."""
    currency = question.currency or request.workspace.currency
    return aims(request.actor, question.period, parsed_filters(question.filters), currency)


def _goals_of_areas(request: MemberRequest, question: Asked) -> dict[str, dict[str, Aim]]:
    """Targets of territories, beside their own columns; none where the figures are narrowed further."""
    if question.filters:
        return {}
    currency = question.currency or request.workspace.currency
    return aims_of_each(request.actor, question.period, By.TERRITORY, currency)


def _on_target(groups: list[dict[str, Any]]) -> str:
    """How many of the figures that have a target reach it; empty where none has one."""
    judged = [tile["target"] for group in groups for tile in group["tiles"] if tile["target"]]
    if not judged:
        return ""
    return _("%(reached)s of %(all)s on target") % {
        "reached": sum(bool(target["reached"]) for target in judged), "all": len(judged),
    }  # fmt: skip


def _target(measured: Measured, goal: Aim | None, reader: Reader) -> dict[str, Any]:
    """The bullet of a figure: its length, where its target stands, and on which side it is."""
    if goal is None:
        return {}
    actual = measured.value or Fraction(0)
    whole = max(actual, goal.value) * Fraction(5, 4)
    return {
        "value": max(actual, Fraction(0)),
        "whole": whole,
        "tick": goal.value,
        "reached": goal.reached_by(measured),
        "missed": goal.reached_by(measured) is False,
        "label": short(replace(measured, value=goal.value, currency=goal.currency or None), reader),
    }


def _in_order(form: str) -> list[tuple[Any, list[str]]]:
    """The groups with what an organisation form puts first at the top, and so within each."""
    first = FORMS[form].first_measures

    def place(key: str) -> int:
        return first.index(key) if key in first else len(first)

    groups = sorted(GROUPS, key=lambda group: min(map(place, group[2])))
    return [(label, sorted(keys, key=place)) for _group, label, keys in groups]


def _groups(
    request: MemberRequest,
    found: Wall,
    reader: Reader,
    goals: dict[str, Aim],
    of_areas: dict[str, dict[str, Aim]],
) -> list[dict[str, Any]]:
    areas, known = _territory_labels(found), {tile.metric.key: tile for tile in found.tiles}
    late = FORESEEN if is_foreseeable(found.question) else ()

    groups = [
        {
            "label": label,
            "tiles": [
                _tile(known[key], areas, reader, goals, of_areas) | _range(known[key], found, reader, late)
                for key in keys
                if key in known
            ],
        }
        for label, keys in _in_order(request.workspace.form)
    ]
    return [group for group in groups if group["tiles"]]


def _tile(
    tile: Tile, areas: list[str], reader: Reader, goals: dict[str, Aim], of_areas: dict[str, dict[str, Aim]]
) -> dict[str, Any]:
    is_low_better = tile.metric.definition.direction is Direction.DOWN
    text, kind = change_of(tile, reader)
    by_area = {group.label: group for group in tile.territories}
    return {
        "key": tile.metric.key,
        "name": str(tile.metric.name),
        "sub": _beside(tile),
        "low_is_better": is_low_better,
        "now": short(tile.now, reader),
        "reason": reason_words(tile.now),
        "few": (tile.now.n or 0) < FEW,
        "n": tile.now.n,
        "trend": [None if month.value is None else float(month.value) for _period, month in tile.trend],
        "trend_words": trend_words(tile),
        "better": "down" if is_low_better else "up",
        "change": text,
        "change_kind": kind,
        "areas": [_area(by_area.get(label), tile.metric.key, reader, of_areas) for label in areas],
        "target": _target(tile.now, goals.get(tile.metric.key), reader),
    }


def _area(group: Any, key: str, reader: Reader, of_areas: dict[str, dict[str, Aim]]) -> dict[str, Any]:
    """A territory's figure, and whether it reached its own target where it has one."""
    if group is None:
        return {"text": "", "side": "", "words": ""}
    goal = of_areas.get(group.key, {}).get(key)
    reached = goal.reached_by(group.measured) if goal and not group.withheld else None
    target = _target(group.measured, goal, reader).get("label", "")
    return {
        "text": "–" if group.withheld else short(group.measured, reader),
        "side": "" if reached is None else "good" if reached else "warn",
        "words": "" if reached is None else _("Target %(amount)s") % {"amount": target},
    }  # fmt: skip


def short(measured: Measured, reader: Reader) -> str:
    """Money in short, one decimal for shares; every digit is a click away."""
    if measured.value is None:
        return display(measured)
    if measured.unit is Unit.MONEY and measured.currency:
        return compact_money(round(measured.value), measured.currency, reader.language, reporting=True)
    if measured.unit is Unit.DAYS:
        return days(measured.value, reader.language)
    return percent(measured.value) if measured.unit is Unit.SHARE else display(measured)


def _beside(tile: Tile) -> str:
    """What the figure is made of, in one line."""
    now = tile.now
    if now.value is None:
        return ""
    if now.unit is Unit.SHARE and now.interval is not None:
        return _("%(part)s of %(all)s") % {"part": int(now.num), "all": int(now.den)}
    median = now.companions.get("median")
    if median is not None:
        return _("median %(value)s") % {"value": display(median)}
    return _("from %(count)s cases") % {"count": now.n} if now.n else ""


def _range(tile: Tile, found: Wall, reader: Reader, late: tuple[str, ...]) -> dict[str, Any]:
    """What the cases give at once; what takes a forecast comes later, and nothing of it costs time here."""
    key = tile.metric.key
    if key in late:
        return {"range": {"key": key, "is_late": True}}
    told = likely(found.question, {key: tile.now})[key]
    return {"range": range_of(key, told, reader)}


def change_of(tile: Tile, reader: Reader) -> tuple[str, str]:
    """The change on last year in words, and whether it is better or worse; neutral where cases are few."""
    change, is_low_better = tile.change, tile.metric.definition.direction is Direction.DOWN
    if change.value is None:
        return "", ""
    text = points(change.value, reader.language) if change.is_points else f"{signed(change.value * 100, 1)}%"
    enough = (tile.now.n or 0) >= FEW and (tile.last_year.n or 0) >= FEW
    if not enough or shows_nothing(text):
        return text, ""
    return text, "good" if (change.value > 0) != is_low_better else "warn"


def shows_nothing(text: str) -> bool:
    """Whether a change as it is written rounds to nothing, and so is neither better nor worse."""
    return not any(digit in text for digit in "123456789")


def trend_words(tile: Tile) -> str:
    """The line as one sentence, for those who do not see it."""
    first, last = tile.trend[0], tile.trend[-1]
    return _("%(first)s thirteen months ago, %(last)s this month") % {
        "first": display(first[1]), "last": display(last[1]),
    }  # fmt: skip


def _territory_labels(found: Wall) -> list[str]:
    """The same columns for every measure: the territories of the first that has any."""
    return next(
        ([g.label for g in tile.territories if g.key] for tile in found.tiles if tile.territories), []
    )[:3]
