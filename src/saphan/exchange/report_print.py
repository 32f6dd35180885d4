"""A report as paper or picture: its figures, targets and trends, set by the house's press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from saphan.core.errors import NotAllowed
from saphan.core.format import day as written_day
from saphan.core.period import from_micros
from saphan.exchange.reports import name_of
from saphan.measures import words
from saphan.measures.display import display
from saphan.measures.reports.figures import ENDS, Draft, measured_of
from saphan.measures.reports.terms import Subject
from saphan.paper.press import Format, printed
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right
from saphan.workspace.terms import YearStyle

PAPERS: dict[Format, str] = {"pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml"}
BELOW = ("fx", "won_outside")  # lines under the chart


def report_paper(actor: Actor, draft: Draft, name: str, fmt: Format) -> bytes:
    """The report as PDF, or its first page as PNG or SVG, in the language of the moment.

    Raises NotAllowed without the right to export, RuleBroken("paper.fonts_missing").
    """
    if not actor.may(Right.EXPORT):
        raise NotAllowed("action.not_allowed", action="export")
    language = get_language() or "en"
    return printed("report_1", _content(actor, draft, name, language), language, fmt)


def _content(actor: Actor, draft: Draft, name: str, language: str) -> dict[str, Any]:
    user, zone = actor.member.user, actor.workspace.zone
    buddhist = bool(user and user.year_style == YearStyle.BUDDHIST)

    def written(day: Any) -> str:
        return written_day(day, language, buddhist=buddhist)

    asked, known = draft.asked, from_micros(draft.known_at).astimezone(zone)
    span = f"{written(asked.start)} – {written(asked.end - timedelta(days=1))}"
    return {
        "name": name,
        "workspace": actor.workspace.name,
        "lang": language[:2],
        "about": [
            str(asked.subject.label), span,
            _("with what was known on %(when)s") % {"when": f"{written(known.date())} {known:%H:%M}"},
        ],
        "columns": [_("Measure"), _("Value"), _("Target"), _("Last 13 months"), "n"],
        "lines": [_line(line, asked.subject) for line in draft.figures],
        "bars": bars(draft) if asked.subject == Subject.CHANGES else [],
    }  # fmt: skip


def _line(line: Mapping[str, Any], subject: str) -> dict[str, Any]:
    measured, goal = measured_of(line), line.get("target")
    target = ""
    if goal:
        aim = Fraction(*goal)
        target = display(replace(measured, value=aim, num=aim, den=Fraction(1), reason=None))
    return {
        "name": name_of(subject, line["key"]), "value": display(measured), "target": target,
        "beside": _beside(line), "trend": heights(line.get("trend", ())), "n": str(line.get("n") or ""),
    }  # fmt: skip


def _beside(line: Mapping[str, Any]) -> str:
    """Why there is no figure, or its interval."""
    interval = line.get("interval")
    if line["value"] is None and line.get("reason"):
        values = {
            "until": line.get("until") or "",
            "missing": ", ".join(str(words.MISSING.get(name, name)) for name in line.get("missing") or ()),
        }
        return str(words.REASONS[line["reason"]]) % values
    if interval:
        low, high = (float(interval[end]) * 100 for end in ("low", "high"))
        return pgettext("of a figure", "95 %% interval %(low).1f–%(high).1f%%") % {"low": low, "high": high}
    return ""


def heights(trend: Sequence[Sequence[Any]]) -> list[float | None]:
    """Each month as a share of the range from 0 to 1; None where it has no value."""
    found = [None if value is None else value["num"] / value["den"] for _month, value in trend]
    known = [value for value in found if value is not None]
    low, size = min(known, default=0.0), (max(known, default=0.0) - min(known, default=0.0)) or 1.0
    return [None if value is None else round((value - low) / size, 4) for value in found]


def bars(draft: Draft) -> list[dict[str, Any]]:
    """The waterfall: both ends from zero, each move from where the last one stopped, as shares of the tallest."""
    level, found = 0, []
    for line in draft.figures:
        minor, is_end = line["value"]["num"], line["key"] in ENDS
        if line["key"] in BELOW:
            continue
        before, level = (0, minor) if is_end else (level, level + minor)
        total = display(measured_of(line))
        found.append({
            "name": name_of(draft.asked.subject, line["key"]), "from": before, "to": level, "end": is_end,
            "total": total if is_end or minor <= 0 else f"+{total}",
        })  # fmt: skip
    tallest = max((max(bar["from"], bar["to"]) for bar in found), default=0) or 1
    return [bar | {"from": bar["from"] / tallest, "to": bar["to"] / tallest} for bar in found]
