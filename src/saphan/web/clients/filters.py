"""The views and filter chips over the list of clients; all of them live in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from saphan.clients.terms import AccountStatus, Tier
from saphan.workspace.actor import Actor
from saphan.workspace.listing import Ask
from saphan.workspace.models.record import labelled
from saphan.workspace.queries import active_members_for, territories_for
from saphan.workspace.rights import Right

VIEWS: dict[str, dict[str, str]] = {
    "all": {},
    "mine": {"owner": "me"},
    "cooling": {"cooling": "true"},
    "targets": {"target": "true"},
}
CHOSEN = ("text", "owner", "territory", "status", "tier", "industry", "city")


@dataclass(frozen=True)
class Chip:
    """One filter: its name in the address, its label, what can be chosen, and what is."""

    name: str
    label: str
    options: list[tuple[str, str]]
    value: str


@dataclass(frozen=True)
class View:
    key: str
    label: str
    is_current: bool


def views(query: QueryDict) -> list[View]:
    labels = {"all": _("All"), "mine": _("Mine"), "cooling": _("Cooling"), "targets": _("Targets")}
    current = view_of(query)
    return [View(key, labels[key], key == current) for key in VIEWS]


def view_of(query: QueryDict) -> str:
    key = query.get("view", "all")
    return key if key in VIEWS else "all"


def chips(actor: Actor, query: QueryDict, language: str, owners: list[tuple[str, str]]) -> list[Chip]:
    """Owner, territory, status and tier; a chip with nothing to choose from is left out."""
    areas = territories_for(actor).order_by("path").values_list("code", "name", "names")
    territories = [(code, labelled(name, names, language)) for code, name, names in areas]
    found = [
        Chip("owner", _("Owner"), owners, query.get("owner", "")),
        Chip("territory", _("Territory"), territories, query.get("territory", "")),
        Chip("status", _("Status"), _choices(AccountStatus), query.get("status", "")),
        Chip("tier", _("Tier"), _choices(Tier), query.get("tier", "")),
    ]
    return [chip for chip in found if len(chip.options) > 1 or chip.value]


def owners_for(actor: Actor) -> list[tuple[str, str]]:
    """Members whose clients the actor can see, by code."""
    within = actor.owners_within(Right.READ)
    members = active_members_for(actor).order_by("name")
    reachable = members if within is None else members.filter(pk__in=within)
    return list(reachable.values_list("code", "name"))


def ask_of(query: QueryDict, language: str, limit: int) -> Ask:
    """What an address asks the list for."""
    chosen = {name: query.get(name, "") for name in CHOSEN}
    asked = VIEWS[view_of(query)] | {name: value for name, value in chosen.items() if value}
    return Ask(
        asked, sort=query.get("sort", ""), after=query.get("after", ""), limit=limit, language=language
    )


def is_narrowed(query: QueryDict) -> bool:
    """Whether anything but the view itself narrows the list."""
    return any(query.get(name) for name in CHOSEN)


def _choices(words: Any) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in words.choices]
