"""The offerings in a deal, edited as one small table."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from saphan.core.errors import RuleBroken
from saphan.core.format import plain_amount
from saphan.core.money import parse_amount
from saphan.pipeline.actions import set_lines
from saphan.pipeline.actions.deal import Line
from saphan.pipeline.models import Opportunity
from saphan.pipeline.queries import lines_for, opportunities_for
from saphan.pipeline.rules import may_write
from saphan.web.answers import answer
from saphan.web.request import MemberRequest, require
from saphan.workspace.models import Offering
from saphan.workspace.queries import sellable_offerings_for

PAGE, EMPTY_ROWS = "pipeline/lines.html", 3


def lines(request: MemberRequest, code: str) -> HttpResponse:
    """Show the offerings of a deal, or replace them."""
    deal = get_object_or_404(opportunities_for(request.actor).select_related("account"), code=code)
    require(may_write(request.actor, deal))
    offerings = list(sellable_offerings_for(request.actor).order_by("family", "name"))

    def context() -> dict[str, Any]:
        return {
            "deal": deal,
            "offerings": offerings,
            "rows": _rows(request, deal),
            "reason": request.POST.get("reason", ""),
        }

    if request.method != "POST":
        return render(request, PAGE, context())

    def act() -> Any:
        chosen = _chosen(request.POST, {offering.code: offering for offering in offerings}, deal.currency)
        return set_lines(deal, actor=request.actor, lines=chosen, reason=request.POST.get("reason", ""))

    to = reverse("pipeline:deal", args=[request.workspace.code, deal.code])
    return answer(request, None, act, page=PAGE, fragment="form", context=context, to=to, said=_("Saved."))


def _rows(request: MemberRequest, deal: Opportunity) -> list[dict[str, Any]]:
    """What was typed, or what is there, with empty rows to add to."""
    if request.method == "POST":
        return _typed(request.POST)
    known = [
        {
            "offering": line.offering.code,
            "quantity": line.quantity,
            "price": plain_amount(line.unit_price_minor, deal.currency),
            "operation": line.operation,
        }
        for line in lines_for(request.actor, deal)
    ]
    return known + [
        {"offering": "", "quantity": 1, "price": "", "operation": ""} for _row in range(EMPTY_ROWS)
    ]


def _typed(sent: QueryDict) -> list[dict[str, Any]]:
    names = ("offering", "quantity", "price", "operation")
    columns = [sent.getlist(name) for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=False)]


def _chosen(sent: QueryDict, offerings: dict[str, Offering], currency: str) -> list[Line]:
    """The rows with an offering. Raises RuleBroken("line.bad_quantity" | "relation.not_found" | "amount.unreadable")."""
    found = []
    for row in _typed(sent):
        if not row["offering"]:
            continue
        if row["offering"] not in offerings:
            raise RuleBroken("relation.not_found", field="offering")
        if not str(row["quantity"]).isdecimal() or int(row["quantity"]) < 1:
            raise RuleBroken("line.bad_quantity", field="quantity", text=row["quantity"])
        price = parse_amount(row["price"], currency).minor if row["price"].strip() else None
        found.append(Line(offerings[row["offering"]], int(row["quantity"]), price, row["operation"].strip()))
    return found
