"""A workspace's own exchange rates, beside the published table."""

from __future__ import annotations

from datetime import date

from saphan.administration.changes import lock_workspace, note_row
from saphan.administration.rules import may_keep_rates
from saphan.core.errors import NotFound, RuleBroken
from saphan.core.money.currencies import exponent
from saphan.journal import action
from saphan.journal.models import BORN
from saphan.workspace.actor import Actor
from saphan.workspace.models import ExchangeRate

OWN = "own"


@action("rate.set", allow=may_keep_rates)
def set_own_rate(
    *, actor: Actor, currency: str, in_currency: str, on: date, rate_e8: int, source: str = OWN
) -> ExchangeRate:
    """On `on`, one unit of `currency` is worth `rate_e8` / 10⁸ units of `in_currency`, for this workspace.

    A rate of the same pair and day is replaced. Raises RuleBroken "rate.not_positive", "currency.same_twice"
    or "money.unknown_currency".
    """
    _refuse_nonsense(currency, in_currency, rate_e8)
    lock_workspace(actor)
    pair = {"workspace_id": actor.workspace_id, "currency": currency, "in_currency": in_currency, "on": on}
    earlier = ExchangeRate.objects.filter(**pair).first()
    if earlier is not None and earlier.rate_e8 == rate_e8:
        return earlier
    rate = earlier or ExchangeRate(**pair)
    before, rate.rate_e8, rate.source = rate.rate_e8, rate_e8, source
    rate.save()
    if earlier is not None:
        note_row("exchange_rate", rate, "rate_e8", before, rate_e8)
    else:
        facts = {"currency": currency, "in_currency": in_currency, "on": on.isoformat(), "rate_e8": rate_e8}
        note_row("exchange_rate", rate, BORN, None, facts)
    return rate


@action("rate.remove", allow=may_keep_rates)
def remove_own_rate(*, actor: Actor, rate_id: int) -> None:
    """Withdraw an own rate; the published table counts again.

    Raises NotFound for another workspace's rate.
    """
    rate = ExchangeRate.objects.filter(pk=rate_id, workspace_id=actor.workspace_id).first()
    if rate is None:
        raise NotFound("exchange_rate.not_found")
    note_row("exchange_rate", rate, "rate_e8", rate.rate_e8, None)
    rate.delete()


def _refuse_nonsense(currency: str, in_currency: str, rate_e8: int) -> None:
    exponent(currency)
    exponent(in_currency)
    if currency == in_currency:
        raise RuleBroken("currency.same_twice", field="in_currency")
    if rate_e8 <= 0:
        raise RuleBroken("rate.not_positive", field="rate")
