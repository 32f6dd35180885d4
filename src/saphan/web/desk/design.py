"""The component sheet: every part of the interface in every state, made of the templates that the pages use.

What stands on it is invented and the same in every workspace, so that the sheet can be compared with pictures.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from saphan.core import format as written
from saphan.core.period import to_micros
from saphan.pipeline.board import CardRow
from saphan.web.grid import cells
from saphan.web.grid.columns import Column
from saphan.web.pipeline.cards import FIELDS, Press
from saphan.web.reader import Reader
from saphan.web.request import MemberRequest
from saphan.workspace.terms import Theme

SWATCHES = (
    "cli", "acc", "team", "warn", "crit", "ink", "canvas", "sheet", "card", "sunken", "active", "ctl",
)  # fmt: skip
DAY = date(2026, 6, 16)
HOUR = 3_600_000_000  # microseconds
TREND = [4, 5, 3, 6, 5, None, 7, 8, 7, 9, 8, 10, 11]


class Fields(forms.Form):
    """One field of each kind. The sheet sends it with a mistake in it, and sends it to nobody."""

    client = forms.ChoiceField(
        label=gettext_lazy("Client"), choices=[("thara", "Thara Retail"), ("lanchi", "岚驰汽车")]
    )
    day = forms.CharField(label=gettext_lazy("Due on"), required=False)
    discount = forms.DecimalField(
        label=gettext_lazy("Discount"),
        validators=[MaxValueValidator(10, gettext_lazy("Above your limit of %(limit_value)s %%"))],
    )
    code = forms.CharField(label=gettext_lazy("Code of the record"), disabled=True, required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Seen by your own team alone."),
    )  # fmt: skip


@require_safe
def design(request: MemberRequest) -> HttpResponse:
    """Every member may look: it says nothing about anybody. `language` and `theme` show it as another reader has it."""
    language = _one_of(
        request, "language", [code for code, _name in settings.LANGUAGES], request.LANGUAGE_CODE
    )
    theme = _one_of(request, "theme", Theme.values, "")
    day = written.day(DAY, language, buddhist=language == "th")
    with translation.override(language):
        context = {
            "language": language, "chosen_theme": theme, "swatches": SWATCHES, "form": _form(day), "cards": _cards(language), "rows": _rows(), "columns": _columns(), "found": _found(),
            "moments": _moments(language), "trend": TREND, "health": _health(), "forecast": _forecast(language),
            "people": [SimpleNamespace(pk=pk, name=name) for pk, name in PEOPLE],
            "companies": [SimpleNamespace(pk=pk, name=name) for pk, name in COMPANIES], "clash": _clash(),
            "day": day, "total": _compact(41_000_000, language),
            "measures": _measures(language), "offline": _("Offline since {time}").format(time="09:31"),
            "waiting": _("Waiting here: {n}").format(n=3), "selected": _("{count} selected").format(count=2),
        } | ({"theme": theme} if theme else {})  # fmt: skip
        response = render(request, "design/page.html", context)
    response.headers["Content-Language"] = language
    return response


def _one_of(request: MemberRequest, name: str, known: list[str], otherwise: str) -> str:
    asked = request.GET.get(name, "")
    return asked if asked in known else otherwise


PEOPLE = ((2, "林知夏"), (3, "ปาริชาต ชัยดี"), (1, "Marcus Tan"), (0, "何嘉"))
COMPANIES = ((1, "岚驰汽车"), (7, "ธารา รีเทล"), (6, "Harbourlight Bank"))


def _form(day: str) -> Fields:
    form = Fields({"client": "thara", "discount": "14", "day": day})
    form.fields["code"].initial = "D-1042"
    form.is_valid()
    return form


def _compact(minor: int, language: str) -> str:
    return written.compact_money(minor, "USD", language, reporting=True)


def _columns() -> list[Column]:
    """The columns of the sample list; its records are plain namespaces."""
    return [
        Column(
            "name", _("Deal"), lambda deal, _about: cells.titled("#", "", deal.name, "", ""), phone="title"
        ),
        Column("stage", _("Stage"), lambda deal, _about: cells.chip(deal.stage), phone="sub"),
        Column(
            "amount",
            _("Amount"),
            lambda deal, _about: cells.plain(deal.amount, tone=deal.tone),
            "number",
            "end",
        ),
    ]


def _rows() -> list[dict[str, Any]]:
    """Resting, hovered, selected with its amount being edited, a cell with the focus, and one refused."""
    deals = [
        ("Brand refresh", _("Propose"), 18_600_000, "USD", ""),
        ("秋茶上新", _("Propose"), 86_000_000, "CNY", "hover"),
        ("ครัวจันทร์ รีแบรนด์", _("Closing"), 335_000_000, "THB", "focus"),
        ("Member day", _("Negotiate"), 52_000_000, "THB", "edit"),
    ]
    return [_row(*deal) for deal in deals]


def _row(name: str, stage: str, minor: int, currency: str, state: str) -> dict[str, Any]:
    deal = SimpleNamespace(name=name, stage=stage, amount=written.full_money(minor, currency), tone="")
    shown = [cells.td(column, column.show(deal, None), is_editable=False) for column in _columns()]  # type: ignore[arg-type]
    if state == "focus":
        shown[-1] = mark_safe(shown[-1].replace("<td ", '<td data-as="focus" ', 1))  # noqa: S308  made by format_html
    elif state == "edit":
        shown[-1] = _edited(_columns()[-1], deal.amount)
    return {"cells": mark_safe("".join(shown)), "name": name, "as": state, "code": state or "rest"}  # noqa: S308  made by format_html


def _edited(column: Column, value: str) -> SafeString:
    """The amount while it is edited, with what was wrong about it."""
    empty = render_to_string("grid/editor.html", {"editor": SimpleNamespace(kind="money"), "column": column})
    editor = empty.replace("<input ", f'<input value="{value}" aria-invalid="true" ', 1)
    message = _("An amount is written like 1,250.50.")
    return format_html(
        '<td class="number editing"><div class="cell-editor invalid">{}<span class="cell-message">{}</span></div></td>',
        mark_safe(editor), message,  # noqa: S308  from a template
    )  # fmt: skip


def _cards(language: str) -> list[tuple[str, SafeString]]:
    """Cards of the board: resting, focused and late, without a next step."""
    reader = Reader(language, language == "th", ZoneInfo("Asia/Bangkok"), "USD")
    reader.today = DAY
    now = to_micros(datetime.combine(DAY, time(9), reader.zone))
    press = Press(reader, FIELDS, "CODE", now)
    stage: Any = SimpleNamespace(target_days=14)
    since, send = now - 7 * 24 * HOUR, _("Send the proposal")
    resting = CardRow(
        1,
        "D-1",
        "秋茶上新",
        1,
        1,
        since,
        "CNY",
        86_000_000,
        None,
        DAY,
        DAY + timedelta(days=2),
        3,
        "青屿茶饮",
        2,
        "林知夏",
        send,
    )
    late = resting._replace(
        name="Brand refresh 2026",
        stage_since=since - 14 * 24 * HOUR,
        currency="USD",
        amount_minor=18_600_000,
        next_due_on=DAY - timedelta(days=1),
        account_id=6,
        account__name="Harbourlight Bank",
    )
    lost = resting._replace(
        name="อาหารพร้อมทานโฉมใหม่",
        currency="THB",
        amount_minor=335_000_000,
        account_id=4,
        account__name="ครัวจันทร์ ฟู้ดส์",
        next_step__what=None,
        next_due_on=None,
    )
    shown = [press.cards([deal], stage) for deal in (resting, late, lost)]
    chance = {"code": "D-1", "chance": "48%", "range": "38–59", "bar": {"low": 38, "width": 21, "at": 48}}
    told = render_to_string("pipeline/chances.html", {"chances": [chance]}).strip()
    known = mark_safe(re.sub('<p class="card-chance".*?</p>', told, shown[1]))  # noqa: S308  both are markup of ours
    return [("", shown[0]), ("focus", known), ("", shown[2])]


def _found() -> list[SimpleNamespace]:
    """Rows of the palette."""
    return [
        SimpleNamespace(key="one", title=[("岚驰", True), ("汽车", False)], note="lán chí · 上海", end=_("Client"), shape="company", name="岚驰汽车", number=1, keys=[], url="#"),
        SimpleNamespace(key="two", title=[("วิภาดา ธาราวงศ์", False)], note="Thara Retail", end=_("Person"), shape="person", name="วิภาดา ธาราวงศ์", number=7, keys=[], url="#"),
        SimpleNamespace(key="three", title=[(_("Log a call or a meeting"), False)], note="", end="", shape="", icon="phone", keys=["C", "L"], url="#"),
    ]  # fmt: skip


def _moments(language: str) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(day=written.day_and_month(DAY, language), kind="interaction", bank="client", icon="phone", title=_("Call"), when="09:04", words="ขอเลื่อนทดสอบ 4 วัน", lang="th", who="ณัฐชา พูนผล"),
        SimpleNamespace(kind="change", bank="team", icon="pencil", title=_("Edited"), when="08:10", who="林知夏", values=[SimpleNamespace(label=_("Amount"), before="¥780,000", after="¥860,000")]),
    ]  # fmt: skip


def _health() -> dict[str, Any]:
    reasons = [
        SimpleNamespace(words=words, points=points, is_minus=minus, left=left, length=length, part="rhythm")
        for words, points, minus, left, length in (
            (_("Two deals are open"), "+8", False, 56, 40),
            (_("No talk for 38 days"), "−9", True, 11, 45),
        )
    ]
    return {
        "points": 74, "change": "−6", "is_down": True, "days": 30, "kind": "good", "band": _("good"), "spread": (70, 80),
        "coverage": "83%", "known": 83, "reasons": reasons, "version": 1, "account": SimpleNamespace(code="sample"),
    }  # fmt: skip


def _forecast(language: str) -> dict[str, Any]:
    bar = SimpleNamespace(
        closed=150,
        commit=160,
        best_from=310,
        best=310,
        has_range=True,
        low=350,
        high=590,
        middle=480,
        label=67,
        target=500,
    )
    figures = {
        "closed": 412,
        "commit": 827,
        "best_case": 1640,
        "middle": 1270,
        "low": 923,
        "high": 1540,
        "target": 1300,
    }
    return {name: _compact(thousands * 100_000, language) for name, thousands in figures.items()} | {
        "end_day": written.day_and_month(date(2026, 9, 30), language), "left": ngettext("%(count)d day left", "%(count)d days left", 106) % {"count": 106},
        "is_model": True, "is_led": True, "bar": bar, "target_chance": "45%",
    }  # fmt: skip


def _measures(language: str) -> list[dict[str, Any]]:
    """On target, below it, and too few cases."""
    return [
        {"name": _("Customer retention"), "now": "93.1%", "value": 93, "tick": 92, "label": "92%", "change": "+1.4 pt", "kind": "good", "sub": _("%(k)s of %(n)s") % {"k": 54, "n": 58}},
        {"name": _("Closure rate"), "now": "64%", "value": 64, "tick": 70, "label": "70%", "change": "−4 pt", "kind": "warn", "sub": _("%(k)s of %(n)s") % {"k": 33, "n": 52}, "below": True},
        {"name": _("Customer acquisition cost"), "now": _compact(890_000, language), "value": None, "change": "", "n": 6, "few": True},
    ]  # fmt: skip


def _clash() -> SimpleNamespace:
    fields = [{"field": "amount_minor", "by": "พลอย", "theirs": 372_000_000, "yours": 368_000_000}]
    return SimpleNamespace(fields=fields, values={"version": 2})
