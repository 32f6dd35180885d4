"""Columns of what stood at an instant: who looked after whom, sums by place, money at a rate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from saphan.core.late import np
from saphan.core.money import round_half_even
from saphan.core.period import Micros
from saphan.measures.facts import Facts
from saphan.measures.facts.kept import NO_ONE, Array, Table

_EXACT = 2**53  # whole numbers up to here add up exactly as floating ones
_WIDE = 2**62
_OWNERS = "SELECT account_id AS entity_id, valid_from, valid_to, owner_id AS target_id FROM account_owner ORDER BY ALL"
_BELONGS = (
    "SELECT entity_id, valid_from, valid_to, target_id FROM assignment WHERE kind = '{kind}' ORDER BY ALL"
)
_LINKS = "SELECT account_id, attribute, effective_at, seq, up_id FROM account_link ORDER BY effective_at, seq"
_DEEPEST = 30


class Credit(NamedTuple):
    """Who gets the credit for each client."""

    owner_id: Array
    team_id: Array
    territory_id: Array


def credited_to(facts: Facts, accounts: Array, at: Micros) -> Credit:
    """Who looked after clients just before an instant, in which team, and where the clients belonged."""
    owners = _held_by(facts.table(_OWNERS), accounts, at)
    teams = _held_by(facts.table(_BELONGS.format(kind="member")), owners, at)
    territories = _held_by(facts.table(_BELONGS.format(kind="account")), accounts, at)
    return Credit(owners, teams, territories)


def _held_by(spans: Table, ids: Array, at: Micros) -> Array:
    """What each id belonged to just before `at`, by spans in the order of their ids; NO_ONE where to nothing."""
    holds = (spans["valid_from"] < at) & (at <= spans["valid_to"])
    entities, targets = spans["entity_id"][holds], spans["target_id"][holds]
    if not len(entities):
        return np.full(len(ids), NO_ONE, dtype=np.int64)
    place = np.minimum(np.searchsorted(entities, ids), len(entities) - 1)
    return np.where(entities[place] == ids, targets[place], NO_ONE)


def roots(facts: Facts, at: Micros, attributes: tuple[str, ...]) -> dict[int, int]:
    """Which client stood at the top of each that stood under another before `at`; one that was merged goes first there."""
    links = facts.table(_LINKS)
    newest: dict[tuple[str, int], int] = {}
    for place in np.flatnonzero(links["effective_at"] < at).tolist():
        attribute = links.texts["attribute"][links["attribute"][place]]
        newest[attribute, int(links["account_id"][place])] = int(links["up_id"][place])
    up: dict[int, int] = {}
    for attribute in reversed(attributes):
        up |= {account: above for (name, account), above in newest.items() if name == attribute and above > 0}
    return {account: _top(up, above) for account, above in up.items()}


def merged(facts: Facts, as_of: Micros) -> dict[int, int]:
    """What each client that was merged became, as of an instant."""
    links = facts.table(_LINKS)
    is_merged = np.array([text == "merged_into_id" for text in links.texts["attribute"]], dtype=bool)
    some = np.flatnonzero(is_merged[links["attribute"]] & (links["effective_at"] <= as_of))
    found = zip(links["account_id"][some].tolist(), links["up_id"][some].tolist(), strict=True)
    return {account: into for account, into in dict(found).items() if into != NO_ONE}


def _top(up: Mapping[int, int], account: int) -> int:
    for _ in range(_DEEPEST - 1):
        if account not in up:
            break
        account = up[account]
    return account


def renamed(ids: Array, names: Mapping[int, int]) -> Array:
    """Ids with those in `names` replaced."""
    if not names or not len(ids):
        return ids
    old = np.array(sorted(names), dtype=np.int64)
    new = np.array([names[one] for one in old.tolist()], dtype=np.int64)
    place = np.minimum(np.searchsorted(old, ids), len(old) - 1)
    return np.where(old[place] == ids, new[place], ids)


def sum_by(places: Array, values: Array, size: int) -> Array:
    """Sums by place, exact within 64 bits."""
    if len(values) * largest(values) < _EXACT:
        sums: Array = np.bincount(places, values, size).astype(np.int64)
        return sums
    found = np.zeros(size, dtype=np.int64)
    np.add.at(found, places, values)
    return found


def largest(values: Array) -> int:
    """The greatest distance from nought."""
    return max(abs(int(values.max())), abs(int(values.min()))) if len(values) else 0


def any_by(places: Array, size: int) -> Array:
    """Which places occur."""
    found = np.zeros(size, dtype=bool)
    found[places] = True
    return found


def converted(values: Array, num: int, den: int) -> Array:
    """Minor units times num / den, halves to the even one."""
    if largest(values) * num * 2 + den >= _WIDE or den * 2 >= _WIDE:
        return np.array([round_half_even(value * num, den) for value in values.tolist()], dtype=np.int64)
    quotient, rest = np.divmod(np.abs(values) * (2 * num) + den, 2 * den)
    whole: Array = np.sign(values) * (quotient - ((rest == 0) & (quotient % 2 == 1)))
    return whole
