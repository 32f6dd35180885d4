"""Services at clients just before an instant: in use, open to us, no fit, or nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from saphan.core.kpi.definition import Choice
from saphan.core.late import np
from saphan.core.period import Micros
from saphan.measures.facts import Facts
from saphan.measures.facts.days import day_number
from saphan.measures.facts.kept import Array, Coded, Columns, coded_ids, holding
from saphan.measures.standing import any_by, credited_to, merged, renamed, sum_by
from saphan.measures.statements import statement

REASONS = (None, "not_fit", "unmapped", "retired")
_NOT_FIT, _UNMAPPED, _RETIRED = 1, 2, 3
_MARKS = "SELECT account_id, offering_id, valid_from, valid_to, state FROM cell_state"
_ON_SALE = "SELECT offering_id, valid_from, valid_to, is_active FROM offering_state"
Choices = Mapping[str, Choice]


class Instant(NamedTuple):
    """The end of a stretch of time; of one that still runs, what is known."""

    slot: int
    part: str
    at: Micros
    end_day: int


def columns_of_cells(facts: Facts, choices: Choices, _currency: str) -> dict[tuple[int, str], Columns]:
    """The cells of each stretch of time, with who looked after the client."""
    return {(one.slot, one.part): _held(facts, one, _cells(facts, one, choices)) for one in _instants(facts)}


def lay_out_cells(facts: Facts, choices: Choices, _currency: str) -> None:
    """Fill the table of cells that statements read."""
    rows = [_told(one, _cells(facts, one, choices)) for one in _instants(facts)]
    facts.fill("penetration_cell", {name: np.concatenate([each[name] for each in rows]) for name in rows[0]})


def _instants(facts: Facts) -> Iterator[Instant]:
    asked = facts.laid_out
    for number, slot in enumerate(asked["slots"]):
        for part, period in (("now", slot.period), ("base", slot.base)):
            if period is not None:
                at = min(facts.zones.start_of(period.end), asked["as_of"] + 1)
                yield Instant(number, part, at, min(day_number(period.end), asked["known_day"] + 1))


def _held(facts: Facts, instant: Instant, cells: Mapping[str, Array]) -> Columns:
    nothing = Coded(np.zeros(len(cells["reason_code"]), dtype=np.int16), [None])
    credit = credited_to(facts, cells["account_id"], instant.at)._asdict()
    coded = {name: coded_ids(ids) for name, ids in credit.items()} | dict.fromkeys(
        ("pipeline_id", "type", "currency"), nothing
    )
    coded["reason"] = Coded(cells["reason_code"], list(REASONS))
    sold = cells["is_sold"].astype(np.int64)
    return holding({"num": sold, "den": np.ones_like(sold), "beside": np.zeros_like(sold)}, coded)


def _told(instant: Instant, cells: Mapping[str, Array]) -> dict[str, Array]:
    full = partial(np.full, len(cells["is_sold"]))
    return {
        "slot": full(instant.slot), "is_base": full(instant.part == "base"), "at_instant": full(instant.at),
        "end_day": full(instant.end_day), "account_id": cells["account_id"], "offering_id": cells["offering_id"],
        "is_sold": cells["is_sold"], "reason": np.array(REASONS, dtype=object)[cells["reason_code"]],
    }  # fmt: skip


def _cells(facts: Facts, instant: Instant, choices: Choices) -> dict[str, Array]:
    """Of clients that anybody looked at all services on sale, and what was marked or sold beyond them."""
    names = merged(facts, facts.laid_out["as_of"])
    paid = [_paid(facts, name, instant, int(choices["active_days"])) for name in ("deals", "orders")]
    marks = facts.table(_MARKS)
    stands = (marks["valid_from"] < instant.at) & (instant.at <= marks["valid_to"])
    on_sale = _on_sale(facts, instant.at)
    accounts = coded_ids(
        renamed(np.concatenate([*(each["account_id"] for each in paid), marks["account_id"][stands]]), names)
    )
    offered = np.array(list(on_sale), dtype=np.int64)
    services = coded_ids(
        np.concatenate([*(each["offering_id"] for each in paid), marks["offering_id"][stands], offered])
    )
    width, size = len(services.names), len(accounts.names) * len(services.names)
    place = accounts.codes.astype(np.int64) * width + services.codes[: len(accounts.codes)]
    bought = len(place) - int(stands.sum())
    worth = sum_by(place[:bought], np.concatenate([each["worth"] for each in paid]), size)
    sold: Array = np.greater(worth, 0)
    place, state = place[bought:], marks["state"][stands]
    texts = marks.texts["state"]
    open_to_us = any_by(place[np.isin(state, _places(texts, "open", "competitor"))], size)
    no_fit = any_by(place[np.isin(state, _places(texts, "not_fit"))], size)
    touched = (any_by(place, size) | sold).reshape(len(accounts.names), width)
    known: Array = np.any(touched, axis=1)
    active = np.array([on_sale.get(name) is True for name in services.names], dtype=bool)
    retired = np.array([on_sale.get(name) is False for name in services.names], dtype=bool)
    shown = np.flatnonzero(np.logical_or(known.reshape(-1, 1) & active, touched & ~active))
    fate: Array = np.where(np.logical_or(sold, open_to_us), 0, np.where(no_fit, _NOT_FIT, _UNMAPPED))
    return {
        "account_id": np.array(accounts.names, dtype=np.int64)[shown // max(1, width)],
        "offering_id": np.array(services.names, dtype=np.int64)[shown % max(1, width)],
        "is_sold": sold[shown],
        "reason_code": np.where(retired[shown % max(1, width)], _RETIRED, fate[shown]),
    }


def _paid(facts: Facts, by: str, instant: Instant, active_days: int) -> dict[str, Array]:
    """What came in over the days in which a service counts as used."""
    lines = facts.table(statement(f"metrics/paid_by_{by}"))
    lately = slice(int(np.searchsorted(lines["day"], instant.end_day - active_days)), None)
    counts = lines["effective_at"][lately] < instant.at
    return {name: lines[name][lately][counts] for name in ("account_id", "offering_id", "worth")}


def _on_sale(facts: Facts, at: Micros) -> dict[int, bool]:
    """Which services were for sale; False for one that was retired."""
    states = facts.table(_ON_SALE)
    stands = (states["valid_from"] < at) & (at <= states["valid_to"])
    found = zip(states["offering_id"][stands].tolist(), states["is_active"][stands].tolist(), strict=True)
    return dict(found)


def _places(texts: list[str | None], *wanted: str) -> list[int]:
    return [place for place, text in enumerate(texts) if text in wanted]
