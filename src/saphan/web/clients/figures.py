"""Figures beside clients: open deals, what was won lately, the next step. One query each for a whole page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, Sum

from saphan.clients.models import NextStep
from saphan.clients.queries import open_steps_for
from saphan.commerce.models import LedgerLine
from saphan.core.period import Micros, start_of_day
from saphan.pipeline.queries import open_opportunities_for, opportunities_for
from saphan.workspace.actor import Actor


@dataclass(frozen=True)
class OpenDeals:
    """How many deals are open, and their sum in minor units of the reporting currency."""

    count: int = 0
    minor: int = 0
    left_out: int = 0


def open_deals(actor: Actor, accounts: Iterable[int]) -> dict[int, OpenDeals]:
    """By client; `left_out` deals have no amount, or none that can be converted."""
    rows = (
        open_opportunities_for(actor)
        .filter(account_id__in=list(accounts))
        .values("account_id")
        .order_by("account_id")
    )
    sums = rows.annotate(
        count=Count("id"),
        minor=Sum("reporting_minor", default=0),
        left_out=Count("id", filter=Q(reporting_minor=None)),
    )
    return {row["account_id"]: OpenDeals(row["count"], row["minor"], row["left_out"]) for row in sums}


def won_since(actor: Actor, accounts: Iterable[int], since: Micros) -> dict[int, int]:
    """By client: what the ledger holds since an instant, minor units of the reporting currency.

    Each deal counts at the plan rate that its own reporting amount was worked out with; money that cannot be
    converted so is left out.
    """
    visible = opportunities_for(actor).filter(account_id__in=list(accounts))
    lines = LedgerLine.objects.filter(
        workspace_id=actor.workspace_id, effective_at__gte=since, opportunity__in=visible
    ).order_by()
    deal = (
        "opportunity__account_id",
        "opportunity__currency",
        "opportunity__amount_minor",
        "opportunity__reporting_minor",
    )
    rows = lines.values_list("opportunity_id", "currency", *deal).annotate(net=Sum("amount_minor"))
    found: dict[int, int] = {}
    for _deal, currency, account, own_currency, amount, reporting, net in rows:
        if amount and reporting is not None and currency == own_currency:
            found[account] = found.get(account, 0) + round(Fraction(net * reporting, amount))
    return found


def next_steps(actor: Actor, accounts: Iterable[int]) -> dict[int, NextStep]:
    """By client: the open step that is due first."""
    found: dict[int, NextStep] = {}
    for step in open_steps_for(actor).filter(account_id__in=list(accounts)):
        account = step.account_id or 0
        known = found.get(account)
        if known is None or (known.due_on is None and step.due_on is not None):
            found[account] = step
    return found


def a_year_before(day: date, zone: Any) -> Micros:
    """The first instant of the same day one year earlier; of 28 February for a leap day."""
    try:
        earlier = day.replace(year=day.year - 1)
    except ValueError:
        earlier = day.replace(year=day.year - 1, day=28)
    return start_of_day(earlier, zone)
