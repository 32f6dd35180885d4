"""The rows of retention: who stood at two days, and with how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from saphan.core.kpi import missing_rate
from saphan.core.kpi.definition import Choice
from saphan.core.kpi.retention import GRR, LOGO, NEW_CUSTOMER, NRR
from saphan.core.late import np
from saphan.core.period import months_before
from saphan.measures.facts import Facts
from saphan.measures.facts.days import day_number, day_of_number
from saphan.measures.facts.kept import Array, Coded, Columns, coded_ids, holding
from saphan.measures.relations import Relation
from saphan.measures.statements import composed
from saphan.measures.stood import Place, Stood, stood_at

Choices = Mapping[str, Choice]
BESIDE = {LOGO: GRR, GRR: LOGO, NRR: LOGO}
_OUTCOMES = ("new_customer", "customer_lost", "customer_in_grace", "customer_kept")


def relation(key: str, _choices: Choices) -> Relation:
    """The rows of one reading, from the table that it lays out."""
    return Relation(
        composed("metrics/retention", rows=f"{key}_row"),
        columns=partial(_columns, key),
        lay_out=partial(_lay_out, key),
    )


def _lay_out(key: str, facts: Facts, choices: Choices, currency: str) -> None:
    """Fill the table of the rows of one reading."""
    rows = [_told(_rows(key, each, choices), each) for each in _stood(facts, choices, currency)]
    facts.fill(f"{key}_row", {name: np.concatenate([each[name] for each in rows]) for name in rows[0]})


def _told(rows: dict[str, Array], stood: Stood) -> dict[str, Array]:
    """The same with words instead of places in lists."""
    reasons = np.array(_reasons(stood.currencies), dtype=object)[rows.pop("reason_code")]
    outcomes = np.array(_OUTCOMES, dtype=object)[rows.pop("outcome_code")]
    return {**rows, "reason": reasons, "outcome": outcomes}


def _reasons(currencies: Sequence[str | None]) -> list[str | None]:
    return [None, NEW_CUSTOMER, *(missing_rate(one) for one in currencies if one)]


def _stood(facts: Facts, choices: Choices, currency: str) -> list[Stood]:
    """Everybody at each place, once for all readings that ask alike."""
    asked = (tuple(sorted(choices.items())), currency)
    if ("stood", asked) not in facts.laid_out:
        places = list(_places(facts, int(choices["months"])))
        facts.laid_out["stood", asked] = list(stood_at(facts, choices, currency, places))
    found: list[Stood] = facts.laid_out["stood", asked]
    return found


def _places(facts: Facts, months: int) -> Iterator[Place]:
    """Both ends of each stretch of time; one that still runs ends with what is known."""
    as_of, known_day = facts.laid_out["as_of"], facts.laid_out["known_day"]
    for number, slot in enumerate(facts.laid_out["slots"]):
        for part, period in (("now", slot.period), ("base", slot.base)):
            if period is not None:
                day = min(day_number(period.end), known_day + 1)
                before = months_before(day_of_number(day), months)
                yield Place(
                    number, part, day_number(before), facts.zones.start_of(before), day,
                    min(facts.zones.start_of(period.end), as_of + 1),
                )  # fmt: skip


def _columns(key: str, facts: Facts, choices: Choices, currency: str) -> dict[tuple[int, str], Columns]:
    return {
        (each.place.slot, each.place.part): _held(_rows(key, each, choices), each)
        for each in _stood(facts, choices, currency)
    }


def _held(rows: dict[str, Array], stood: Stood) -> Columns:
    size = len(rows["num"])
    nothing = np.zeros(size, dtype=np.int16)
    coded = {name: coded_ids(rows[name]) for name in ("owner_id", "team_id", "territory_id")}
    coded |= {
        "pipeline_id": Coded(nothing, [None]),
        "type": Coded(nothing, [None]),
        "currency": Coded(nothing, [None]),
    }
    coded["reason"] = Coded(rows["reason_code"], _reasons(stood.currencies))
    sides = {name: rows[name] for name in ("num", "den", "beside")}
    return holding(sides, coded)


def _rows(key: str, stood: Stood, choices: Choices) -> dict[str, Array]:
    """What counts of each customer. Who is new is listed and not counted."""
    if key == LOGO and choices["grain"] == "product":
        stood = _heads(stood)
    rows, place = stood.rows, stood.place
    is_kept, before, size = rows["is_kept"], rows["before"], len(rows["is_kept"])
    now = np.where(is_kept, rows["now"], 0)
    left = np.minimum(now, before)
    num, den, beside = {
        LOGO: (
            is_kept.astype(np.int64),
            np.ones(size, dtype=np.int64),
            (is_kept & ~rows["is_safe"]).astype(np.int64),
        ),
        GRR: (left, before, now),
        NRR: (now, before, left),
    }[key]
    unpriced = np.where((rows["unpriced"] > 0) & (key != LOGO), rows["unpriced"] + 1, 0)
    outcome = np.where(is_kept, np.where(rows["is_safe"], 3, 2), 1)
    return {
        "slot": np.full(size, place.slot), "is_base": np.full(size, place.part == "base"),
        "entity_id": rows["customer_id"],
        "event_id": np.zeros(size, dtype=np.int64) if key == LOGO else rows["product_id"],
        "effective_at": np.full(size, place.now_at - 1), "day": np.full(size, place.now_day - 1),
        "num": num, "den": den, "beside": beside,
        "reason_code": np.where(rows["was_active"], unpriced, 1),
        "outcome_code": np.where(rows["was_active"], outcome, 0),
        **{name: rows[name] for name in ("owner_id", "team_id", "territory_id")},
    }  # fmt: skip


def _heads(stood: Stood) -> Stood:
    """Each customer once, with all its products."""
    _, first = np.unique(stood.rows["customer_id"], return_index=True)
    return stood._replace(rows={name: each[first] for name, each in stood.rows.items()})
