"""What the ledger holds of one client, line by line in the reporting currency."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from saphan.clients.models import Account
from saphan.commerce.models import LedgerLine
from saphan.core.period import Micros
from saphan.pipeline.queries import opportunities_for
from saphan.workspace.actor import Actor


class Booked(NamedTuple):
    """One signed line: `minor` units of the reporting currency, by the deal that earned it."""

    at: Micros
    minor: int
    deal_id: int


@dataclass(frozen=True)
class Bookings:
    """Lines in order of time; `left_out` of them have no rate and are in no sum."""

    lines: list[Booked]
    left_out: int

    def between(self, start: Micros, end: Micros) -> int:
        """Their sum from `start` up to, not including, `end`."""
        return sum(line.minor for line in self.lines if start <= line.at < end)


def bookings(actor: Actor, account: Account, since: Micros) -> Bookings:
    """Lines of the client's deals that the actor may read, from an instant on; one query."""
    return bookings_of(actor, [account.pk], since)[account.pk]


def bookings_of(actor: Actor, accounts: Collection[int], since: Micros) -> dict[int, Bookings]:
    """The same for several clients at once, still one query.

    Each line counts at the plan rate that its deal's own reporting amount was worked out with, as in the list
    of clients.
    """
    deals = opportunities_for(actor).filter(account_id__in=accounts)
    rows = LedgerLine.objects.filter(
        workspace_id=actor.workspace_id, effective_at__gte=since, opportunity__in=deals
    ).order_by("effective_at", "id")
    fields = ("opportunity__account_id", "effective_at", "amount_minor", "currency", "opportunity_id")
    rates = ("opportunity__currency", "opportunity__amount_minor", "opportunity__reporting_minor")
    lines: dict[int, list[Booked]] = {account: [] for account in accounts}
    left_out = dict.fromkeys(accounts, 0)
    for account, at, minor, currency, deal, own, amount, reporting in rows.values_list(*fields, *rates):
        if currency == actor.workspace.currency:
            lines[account].append(Booked(at, minor, deal))
        elif currency == own and amount and reporting is not None:
            lines[account].append(Booked(at, round(Fraction(minor * reporting, amount)), deal))
        else:
            left_out[account] += 1
    return {account: Bookings(lines[account], left_out[account]) for account in accounts}
