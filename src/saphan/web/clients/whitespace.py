"""The whitespace of a client: services × units, one square each; an open one becomes a deal."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saphan.clients.actions import mark_cell
from saphan.clients.models import Account, BusinessUnit
from saphan.clients.queries import cells_for, units_of
from saphan.clients.rules import may_write
from saphan.clients.terms import CellState
from saphan.commerce.whitespace import DEAL, SOLD, Square, matrix
from saphan.core.errors import NotAllowed
from saphan.core.money import parse_amount
from saphan.exchange.export.columns import decimal_amount
from saphan.pipeline.actions import create_opportunity
from saphan.pipeline.actions.deal import Line
from saphan.pipeline.queries import stages_for
from saphan.web.answers import answer
from saphan.web.clients.finding import account_of
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.models import Offering
from saphan.workspace.models.record import label_of
from saphan.workspace.queries import offerings_for

PANEL, CELL = "clients/whitespace.html", "clients/whitespace_cell.html"
STATES: dict[str, Any] = {
    SOLD: pgettext_lazy("whitespace", "In use"),
    DEAL: pgettext_lazy("whitespace", "Open deal"),
    CellState.OPEN: CellState.OPEN.label,
    CellState.COMPETITOR: CellState.COMPETITOR.label,
    CellState.NOT_FIT: CellState.NOT_FIT.label,
    CellState.UNKNOWN: CellState.UNKNOWN.label,
}


class CellForm(forms.Form):
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=CellState.choices)
    competitor = forms.CharField(label=gettext_lazy("Competitor"), max_length=160, required=False)
    competitor_until = forms.DateField(
        label=gettext_lazy("Their contract runs until"), required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )  # fmt: skip
    potential = forms.CharField(label=gettext_lazy("Potential of a year"), max_length=40, required=False)
    potential_source = forms.CharField(
        label=gettext_lazy("Source of the estimate"), max_length=160, required=False,
        help_text=gettext_lazy("What they spend on it in a year, with anybody; it counts in share of wallet once it has a source."),
    )  # fmt: skip
    currency = forms.CharField(label=gettext_lazy("Currency"), min_length=3, max_length=3)


@require_safe
def panel(request: MemberRequest, code: str) -> HttpResponse:
    """The matrix with its sum of open space."""
    return render(request, PANEL, _panel(request, account_of(request, code)))


@require_safe
def cell(request: MemberRequest, code: str) -> HttpResponse:
    """One square in a dialog."""
    account = account_of(request, code)
    return render(request, CELL, _cell(request, account))


@require_POST
def mark(request: MemberRequest, code: str) -> HttpResponse:
    """Mark one square."""
    account = account_of(request, code)
    offering, unit = _place(request, account)

    def act(
        state: str,
        competitor: str,
        competitor_until: Any,
        potential: str,
        potential_source: str,
        currency: str,
    ) -> Any:
        minor = parse_amount(potential, currency.upper()).minor if potential else None
        return mark_cell(
            account, actor=request.actor, offering=offering, unit=unit, state=state, competitor=competitor,
            competitor_until=competitor_until, potential_minor=minor, potential_source=potential_source,
            currency=currency.upper(),
        )  # fmt: skip

    return answer(
        request, CellForm, act, page=CELL, fragment="form", context=partial(_cell, request, account),
        to=_page(request, account), said=_("The square is marked."),
    )  # fmt: skip


@require_POST
def make_deal(request: MemberRequest, code: str) -> HttpResponse:
    """Open a deal of one service at the client or its unit, in the first stage of the first pipeline."""
    account = account_of(request, code)
    offering, unit = _place(request, account)
    if not may_write(request.actor, account):
        raise NotAllowed("action.not_allowed", action="opportunity.create")
    stage = get_object_or_404(stages_for(request.actor)[:1])
    name = f"{_label(offering)} · {unit.name}" if unit else _label(offering)

    def act() -> Any:
        return create_opportunity(
            actor=request.actor, name=name, stage=stage, account=account, unit=unit, lines=[Line(offering)],
            type="cross_sell",
        )  # fmt: skip

    return answer(
        request, None, act, page=CELL, fragment="form", context=partial(_cell, request, account),
        to=lambda made: reverse("pipeline:deal", args=[request.workspace.code, made.code]), said=_("The deal is open."),
    )  # fmt: skip


def _panel(request: MemberRequest, account: Account) -> dict[str, Any]:
    found, reader = matrix(request.actor, account), reader_of(request)
    squares = [square for _offering, row in found.rows for square in row]
    return {
        "account": account,
        "heads": [unit.name if unit else _("Whole client") for unit in found.units],
        "rows": [
            (_label(offering), [_square(request, account, square, reader) for square in row])
            for offering, row in found.rows
        ],
        "in_use": sum(square.state == SOLD for square in squares),
        "open": sum(square.state in {CellState.OPEN, CellState.COMPETITOR} for square in squares),
        "states": list(STATES.items()),
    }


def _square(request: MemberRequest, account: Account, square: Square, reader: Reader) -> dict[str, Any]:
    unit = square.unit.code if square.unit else ""
    address = reverse("clients:cell", args=[request.workspace.code, account.code])
    potential = ""
    if square.cell and square.cell.potential_minor is not None and square.state not in {SOLD, DEAL}:
        potential = reader.money(square.cell.potential_minor, square.cell.currency)
    rival = square.cell.competitor if square.cell and square.state == CellState.COMPETITOR else ""
    return {
        "state": square.state,
        "label": STATES[square.state],
        "note": potential or rival,
        "url": reverse("pipeline:deal", args=[request.workspace.code, square.deal_code])
        if square.deal_code
        else f"{address}?offering={square.offering.code}&unit={unit}",
        "is_deal": bool(square.deal_code),
    }


def _cell(request: MemberRequest, account: Account) -> dict[str, Any]:
    offering, unit = _place(request, account)
    known = cells_for(request.actor).filter(account=account, offering=offering, unit=unit).first()
    initial: dict[str, Any] = {"currency": request.workspace.currency, "state": CellState.UNKNOWN}
    if known is not None:
        initial = {
            "state": known.state, "competitor": known.competitor, "competitor_until": known.competitor_until,
            "potential": decimal_amount(known.potential_minor, known.currency),
            "potential_source": known.potential_source, "currency": known.currency,
        }  # fmt: skip
    return {
        "account": account, "offering": offering, "label": _label(offering), "unit": unit,
        "form": CellForm(initial=initial), "may_write": may_write(request.actor, account),
    }  # fmt: skip


def _place(request: MemberRequest, account: Account) -> tuple[Offering, BusinessUnit | None]:
    given = request.POST if request.method == "POST" else request.GET
    offering = get_object_or_404(offerings_for(request.actor), code=given.get("offering", ""))
    unit = given.get("unit", "")
    return offering, get_object_or_404(units_of(request.actor, account), code=unit) if unit else None


def _label(offering: Offering) -> str:
    return label_of(offering, get_language() or "en")


def _page(request: MemberRequest, account: Account) -> str:
    return reverse("clients:detail", args=[request.workspace.code, account.code])
