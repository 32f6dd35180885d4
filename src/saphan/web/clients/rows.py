"""A row of the list of clients, written out once per client."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saphan.clients.models import Account
from saphan.journal import now
from saphan.web.clients.figures import OpenDeals, a_year_before, next_steps, open_deals, won_since
from saphan.web.clients.writing import Due, Named, Talk, due, named, talk
from saphan.web.reader import Reader
from saphan.workspace.actor import Actor


@dataclass(frozen=True)
class Row:
    """Every value is text, ready to be put on the page."""

    pk: int
    code: str
    name: Named
    city: str
    owner: str
    owner_pk: int
    status: str
    tier: str
    is_target: bool
    talk: Talk
    deals: int
    open_sum: str
    won: str
    step: Due


def rows_of(accounts: Sequence[Account], actor: Actor, reader: Reader) -> list[Row]:
    """The rows of one page; a constant number of queries."""
    ids, present = [account.pk for account in accounts], now()
    since = a_year_before(reader.at(present).date(), reader.zone)
    deals, won = open_deals(actor, ids), won_since(actor, ids, since)
    steps = next_steps(actor, ids)
    nothing = OpenDeals()
    return [
        Row(
            pk=account.pk,
            code=account.code,
            name=named(account, reader.language),
            city=account.city,
            owner=account.owner.name if account.owner else "",
            owner_pk=account.owner_id or 0,
            status=str(account.get_status_display()),
            tier=account.get_tier_display(),
            is_target=account.is_target,
            talk=talk(account, reader, present),
            deals=(mine := deals.get(account.pk, nothing)).count,
            open_sum=reader.compact(mine.minor) if mine.minor else "",
            won=reader.compact(won.get(account.pk) or None),
            step=due(steps.get(account.pk), reader),
        )
        for account in accounts
    ]
