"""Is this client already in the book? Asked before a second one of the same company comes in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from saphan.clients.models import Account
from saphan.clients.queries import accounts_for
from saphan.core.errors import RuleBroken
from saphan.core.text import ALIKE, company_key, similar
from saphan.search.find import find
from saphan.workspace.actor import Actor

SHORTLIST = 20
SAME = 100


@dataclass(frozen=True)
class Match:
    """A client that may be the same, why, and how likely (0–100).

    `reason` is `registration_number`, `name` or `similar_name`.
    """

    account: Account
    reason: str
    likeness: int


def likely_duplicates(
    actor: Actor, names: Iterable[str], *, registration_number: str = "", but_not: int | None = None
) -> list[Match]:
    """Visible clients that are probably one of these names, the likeliest first.

    `but_not` is the id of a client to leave out: itself, when it is being changed. Clients out of the actor's
    sight are never hinted at.
    """
    wanted = [name for name in dict.fromkeys(names) if name.strip()]
    seen = accounts_for(actor).exclude(pk=but_not) if but_not else accounts_for(actor)
    found = {match.account.pk: match for match in _certain(seen, wanted, registration_number)}
    for name in wanted:
        for account in _shortlist(actor, seen, name):
            likeness = max(similar(name, other) for other in account.all_names())
            if likeness >= ALIKE and account.pk not in found:
                found[account.pk] = Match(account, "similar_name", likeness)
    return sorted(found.values(), key=lambda match: (-match.likeness, match.account.pk))


def refuse_likely_duplicates(actor: Actor, account: Account) -> None:
    """Raise RuleBroken("account.likely_duplicate", matches=[code, …]) where the client seems to be there."""
    matches = likely_duplicates(actor, account.all_names(), registration_number=account.registration_number)
    if matches:
        codes = [match.account.code for match in matches]
        raise RuleBroken("account.likely_duplicate", field="name", matches=codes)


def _certain(seen: QuerySet[Account], names: list[str], registration_number: str) -> Iterable[Match]:
    keys = [key for key in map(company_key, names) if key]
    same = Q(match_key__in=keys)
    if registration_number:
        same |= Q(registration_number=registration_number)
    for account in seen.filter(same).order_by("pk")[:SHORTLIST]:
        is_number = bool(registration_number) and account.registration_number == registration_number
        yield Match(account, "registration_number" if is_number else "name", SAME)


def _shortlist(actor: Actor, seen: QuerySet[Account], name: str) -> Iterator[Account]:
    """Clients worth a closer look: those found by the name's key, and its neighbours in the order of keys."""
    key = company_key(name)
    hits = find(actor, key, kinds=("account",), limit=SHORTLIST)
    yield from seen.filter(pk__in=[hit.entity_id for hit in hits])
    yield from seen.filter(match_key__gte=key).order_by("match_key")[:SHORTLIST]
    yield from seen.filter(match_key__lt=key).order_by("-match_key")[:SHORTLIST]
