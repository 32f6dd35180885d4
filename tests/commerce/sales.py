"""Short ways to tell what was sold, through the real actions on their real days."""

from __future__ import annotations

from typing import Any

from saphan.administration.actions import create_offering
from saphan.clients.actions import create_account
from saphan.clients.models import Account
from saphan.commerce.actions import create_order
from saphan.commerce.lines import Line
from saphan.commerce.models import LedgerLine, Order
from saphan.workspace.models import Offering
from tests.story import Story, on


def client(story: Story, name: str = "Siam Tea", **known: Any) -> Account:
    """A client of Ploy's."""
    with on("2024-01-01"):
        return create_account(actor=story.olan, name=name, owner_id=story.ploy.member.pk, **known)


def offering(story: Story, name: str, family: str = "") -> Offering:
    with on("2024-01-01"):
        return create_offering(actor=story.olan, name=name, family=family or name)


def line(what: Offering | str, amount: int, **known: Any) -> Line:
    """One line worth `amount` whole units (per month where it has months)."""
    named = {"description": what} if isinstance(what, str) else {"offering": what}
    return Line(unit_price_minor=amount * 100, **named, **known)


def ordered(story: Story, account: Account, day: str, *lines: Line, **known: Any) -> Order:
    with on(day):
        return create_order(actor=known.pop("by", story.ploy), account=account, lines=lines, **known)


def ledger(**of: Any) -> list[tuple[str, str, int]]:
    """Day, cause and amount of the ledger's lines, in the order they were posted."""
    from datetime import timedelta

    from saphan.core.period import from_micros

    return [
        ((from_micros(row.effective_at) + timedelta(hours=7)).date().isoformat(), row.cause, row.amount_minor)
        for row in LedgerLine.objects.filter(**of).order_by("id")
    ]
