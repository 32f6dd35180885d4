"""What the clients of Two Rivers could use: most services looked at once, at the client or one of its units."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from saphan.clients.models import Account, WhitespaceCell
from saphan.clients.terms import CellState
from saphan.demo.phrases import RIVALS
from saphan.demo.world import World

CURRENCY = {"shanghai": "CNY", "bangkok": "THB"}
STATES, WEIGHTS = (CellState.OPEN, CellState.COMPETITOR, CellState.NOT_FIT), (50, 25, 25)
SOURCES = ("Annual report", "Told by their marketing lead", "Media spend register")
LOOKED_AT, AT_A_UNIT = 0.8, 0.35


def look(world: World) -> None:
    """Marks of the larger clients, a few weeks after they came."""
    large = [client for client, account in world.accounts.items() if account.tier in {"a", "b"}]
    world.chronicle.settle(
        [cell for client in large for cell in _cells(world, client, world.accounts[client])]
    )


def _cells(world: World, client: str, account: Account) -> Iterator[WhitespaceCell]:
    diary = world.diary
    currency = CURRENCY.get(world.place_of(client), "SGD")
    day = min(diary.day(account.created_at) + timedelta(days=30), diary.today)
    for key, offering in world.offerings.items():
        if not diary.happens(LOOKED_AT):
            continue
        state = diary.chance.choices(STATES, WEIGHTS)[0]
        rival = state == CellState.COMPETITOR
        units = world.units.get(client, [])
        potential = (
            None if state == CellState.NOT_FIT else world.prices[key, currency] * diary.one_of((1, 1, 2, 3))
        )
        cell = WhitespaceCell(
            account=account, offering=offering, state=state.value, currency=currency, potential_minor=potential,
            potential_source="" if potential is None else SOURCES[account.pk % len(SOURCES)],
            unit=diary.one_of(units) if units and diary.happens(AT_A_UNIT) else None,
            competitor=diary.one_of(RIVALS) if rival else "",
            competitor_until=diary.today + timedelta(days=diary.chance.randrange(40, 400)) if rival else None,
        )  # fmt: skip
        moment = world.chronicle.moment(diary.at(day), world.owner_of(client), "whitespace_cell.mark")
        world.chronicle.born(cell, moment)
        yield cell
