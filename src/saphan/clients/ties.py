"""Who of ours holds the tie to whom of theirs: read from the talks, never typed in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from saphan.clients.models import Account, InteractionParticipant
from saphan.clients.touches import COUNTED
from saphan.core.period import Micros


class Tie(NamedTuple):
    """The member who talked most to a person."""

    member_id: int
    name: str
    talks: int


@dataclass
class Talk:
    """One talk: when it was, who of theirs and who of ours (id → name) took part."""

    at: Micros
    people: set[int] = field(default_factory=set)
    members: dict[int, str] = field(default_factory=dict)


def talks_of(account: Account, since: Micros) -> list[Talk]:
    """Talks with the client since an instant, in order; one query.

    Private ones and talk among ourselves are left out, as in the last touch.
    """
    rows = InteractionParticipant.objects.filter(
        interaction__in=COUNTED.filter(account=account, happened_at__gte=since)
    ).values_list("interaction_id", "interaction__happened_at", "person_id", "member_id", "member__name")
    found: dict[int, Talk] = {}
    for interaction, at, person, member, name in rows.order_by("interaction__happened_at", "pk"):
        talk = found.setdefault(interaction, Talk(at))
        if person is not None:
            talk.people.add(person)
        else:
            talk.members[member] = name
    return list(found.values())


def ties(talks: Iterable[Talk]) -> dict[int, Tie]:
    """Person → who of ours talked to them most, the latest where two are equal."""
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    names: dict[int, str] = {}
    latest: dict[tuple[int, int], Micros] = {}
    for talk in talks:
        names |= talk.members
        for person in talk.people:
            for member in talk.members:
                counts[person][member] += 1
                latest[person, member] = talk.at
    return {
        person: Tie(most, names[most], counted[most])
        for person, counted in counts.items()
        for most in [max(counted, key=lambda member: (counted[member], latest[person, member]))]
    }


def talks_with(talks: Iterable[Talk], since: Micros) -> dict[int, int]:
    """Person → how many of the talks since an instant they took part in."""
    return dict(Counter(person for talk in talks if talk.at >= since for person in talk.people))
