"""Short ways to tell the life of deals to the core's forecast: what happened on which day."""

from __future__ import annotations

from saphan.core.forecast.history import LOST, OPEN, WON, Attribute, History, history_of

Told = list[tuple[int, Attribute, int, int, int]]


def opened(
    deal: int, day: int, stage: int = 0, amount: int | None = None, expected: int | None = None
) -> Told:
    told = [(deal, Attribute.STATUS, day, day, OPEN), (deal, Attribute.STAGE, day, day, stage)]
    told += [(deal, Attribute.AMOUNT, day, day, amount)] if amount is not None else []
    return told + ([(deal, Attribute.EXPECTED, day, day, expected)] if expected is not None else [])


def changed(deal: int, day: int, attribute: Attribute, value: int, known: int | None = None) -> Told:
    return [(deal, attribute, day, day if known is None else known, value)]


def moved(deal: int, day: int, stage: int) -> Told:
    return changed(deal, day, Attribute.STAGE, stage)


def won(deal: int, day: int, known: int | None = None) -> Told:
    return changed(deal, day, Attribute.STATUS, WON, known)


def lost(deal: int, day: int) -> Told:
    return changed(deal, day, Attribute.STATUS, LOST)


def history(*told: Told) -> History:
    rows = sorted((row for each in told for row in each), key=lambda row: row[2])
    names = ("deal", "attribute", "day", "known", "value")
    columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    return history_of(columns, max(row[0] for row in rows) + 1)
