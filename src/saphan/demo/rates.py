"""Exchange rates between the last published day and today: the agency keeps its own, as it would in life."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Max

from saphan.administration.actions import set_own_rate
from saphan.commerce.pricing import reprice_orders
from saphan.core.rates import to_scaled
from saphan.journal import now
from saphan.pipeline.pricing import reprice_all
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.models import ExchangeRate
from saphan.workspace.rates import rate_table

CURRENCIES = ("CNY", "THB", "SGD")
EVERY = 5  # days; a rate counts for a week


def keep_rates(actor: Actor) -> int:
    """Carry the last known rates on to today, every few days. Returns how many were added."""
    workspace, added = actor.workspace, 0
    today = today_in(workspace, now())
    published: date = ExchangeRate.objects.filter(workspace=None).aggregate(on=Max("on"))["on"]
    for currency in CURRENCIES:
        days = _missing(actor, currency, published, today)
        # The table of all rates is large; most starts need none of it.
        table = rate_table(workspace) if days else None
        rate = table.rate(currency, workspace.currency, today, oldest_days=None) if table else None
        if rate is not None:
            pair = {"currency": currency, "in_currency": workspace.currency, "rate_e8": to_scaled(rate)}
            for day in days:
                set_own_rate(actor=actor, on=day, **pair)
            added += len(days)
    if added:
        reprice_all(workspace)
        reprice_orders(workspace)
    return added


def _missing(actor: Actor, currency: str, published: date, today: date) -> list[date]:
    mine = ExchangeRate.objects.filter(workspace_id=actor.workspace_id, currency=currency)
    last = max(published, mine.aggregate(on=Max("on"))["on"] or published)
    return [last + timedelta(days=days) for days in range(EVERY, (today - last).days + 1, EVERY)]
