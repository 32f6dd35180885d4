"""Figures beside clients: open deals, the next step. One query each for a whole page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from saphan.clients.models import NextStep
from saphan.clients.queries import open_steps_for
from saphan.pipeline.queries import open_opportunities_for
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


def next_steps(actor: Actor, accounts: Iterable[int]) -> dict[int, NextStep]:
    """By client: the open step that is due first."""
    found: dict[int, NextStep] = {}
    for step in open_steps_for(actor).filter(account_id__in=list(accounts)):
        account = step.account_id or 0
        known = found.get(account)
        if known is None or (known.due_on is None and step.due_on is not None):
            found[account] = step
    return found
