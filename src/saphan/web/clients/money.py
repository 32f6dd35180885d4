"""What a client brought in: twelve months from the ledger, as bars and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saphan.clients.models import Account
from saphan.commerce.bookings import bookings
from saphan.commerce.lists import WAITING
from saphan.commerce.queries import invoices_for
from saphan.core import format as written
from saphan.core.format import signed
from saphan.core.growth import Growth
from saphan.core.invoices import days_overdue
from saphan.core.period import last_periods, month_of, previous_period, same_period_last_year
from saphan.journal import now
from saphan.web.clients.figures import OpenDeals, open_deals
from saphan.web.clients.finding import account_of
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.days import today_in

MONTHS, FEW = 12, 6
WIDTH, HEIGHT, STEP, BAR = 384, 84, 32, 22


@dataclass(frozen=True)
class Month:
    """One month: its sum, the sum of the same month a year earlier, and its bar in the drawing."""

    label: str
    short: str
    total: str
    before: str
    x: int
    y: float
    height: float
    is_minus: bool


@require_safe
def money(request: MemberRequest, code: str) -> HttpResponse:
    """Won in the last twelve full months against the twelve before, and what is open."""
    account, reader = account_of(request, code), reader_of(request)
    today, zone = today_in(request.workspace, now()), request.workspace.zone
    running = month_of(today)
    months = last_periods(previous_period(running), MONTHS)
    earlier = [same_period_last_year(month) for month in months]
    found = bookings(request.actor, account, earlier[0].instants(zone)[0])
    sums = [found.between(*month.instants(zone)) for month in months]
    before = [found.between(*month.instants(zone)) for month in earlier]
    growth = Growth(sum(sums), sum(before))
    open_now = open_deals(request.actor, [account.pk]).get(account.pk, OpenDeals())
    context: dict[str, Any] = {
        "account": account,
        "has_any": bool(found.lines),
        "total": reader.compact(sum(sums)),
        "change": "" if growth.value is None else f"{signed(growth.value * 100, 0)}%",
        "is_down": growth.change < 0,
        "open": open_now,
        "open_sum": reader.compact(open_now.minor),
        "months": _months(months, sums, before, reader),
        "span": f"{_named(months[0].start, reader)} – {_named(months[-1].start, reader)}",
        "late": late_of(request, account, reader),
        "running": reader.compact(found.between(*running.instants(zone))),
        "left_out": found.left_out,
        "width": WIDTH,
        "height": HEIGHT,
        "zero": round(_zero(sums), 1),
    }
    return render(request, "clients/money.html", context)


def late_of(request: MemberRequest, account: Account, reader: Reader) -> list[dict[str, Any]]:
    """Its invoices whose day has passed with something left to pay, the oldest first."""
    rows = invoices_for(request.actor).filter(account=account, standing__in=WAITING, due_on__lt=reader.today)
    return [
        {
            "code": invoice.code,
            "name": str(invoice),
            "left": reader.money(invoice.left_minor, invoice.currency),
            "days": days_overdue(invoice.due_on, invoice.left_minor, reader.today),
        }
        for invoice in rows.order_by("due_on", "pk")[:FEW]
    ]


def _months(months: list[Any], sums: list[int], before: list[int], reader: Reader) -> list[Month]:
    span = (max(0, *sums) - min(0, *sums)) or 1
    zero = _zero(sums)
    rows = []
    for place, (month, total, earlier) in enumerate(zip(months, sums, before, strict=True)):
        length = HEIGHT * abs(total) / span
        rows.append(
            Month(
                label=_named(month.start, reader),
                short=written.month_short(month.start.month, reader.language),
                total=reader.compact(total),
                before=reader.compact(earlier),
                x=place * STEP + (STEP - BAR) // 2,
                y=round(zero - length if total > 0 else zero, 1),
                height=round(length, 1),
                is_minus=total < 0,
            )
        )
    return rows


def _zero(sums: list[int]) -> float:
    """Where nothing is: at the foot, unless a month took money back."""
    top, bottom = max(0, *sums), min(0, *sums)
    return HEIGHT * top / (top - bottom) if top - bottom else float(HEIGHT)


def _named(day: Any, reader: Reader) -> str:
    return written.month(day.year, day.month, reader.language, buddhist=reader.buddhist)
