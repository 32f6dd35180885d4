"""The commands as one member meets them: what they may do, with the keys they chose."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.urls import reverse

from saphan.web.desk.commands import COMMANDS, GROUPS, MODIFIED, PAIRS, Command, Group
from saphan.web.frame import AREAS, Area
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member


def commands_for(actor: Actor) -> list[Command]:
    """Everything this member may do, areas included."""
    return [command for command in _known() if actor.may(command.right)]


def command_called(actor: Actor, key: str) -> Command | None:
    """The command with this name, if the member may do it."""
    return next((command for command in commands_for(actor) if command.key == key), None)


def sheet(actor: Actor) -> Iterator[dict[str, Any]]:
    """The shortcuts by group, each with the keys of this member; what they switched off is left out."""
    mine = own_keys(actor.member)
    known = commands_for(actor)
    for group, label in GROUPS.items():
        rows = [
            {"label": command.label, "keys": keys}
            for command in known
            if command.group is group and command.keys and (keys := printed(command, mine))
        ]
        if rows:
            yield {"label": label, "rows": rows}


def own_keys(member: Member) -> dict[str, str]:
    """Default key → the key this member presses instead; empty where they switched it off."""
    if member.keys.get("single") is False:
        return {}
    return dict(member.keys.get("moved", {}))


def printed(command: Command, mine: dict[str, str]) -> list[str]:
    """The keys of a command as this member presses them; none where it was switched off."""
    places = command.places
    if command.keys.startswith(MODIFIED):
        return places
    moved = [
        mine.get(key, key) if place == 0 or command.keys in PAIRS else key for place, key in enumerate(places)
    ]
    return moved if all(moved) else []


def address_of(command: Command, actor: Actor) -> str:
    """The page that a command opens; empty for what happens where one is."""
    return reverse(command.route, args=[actor.workspace.code]) if command.route else ""


@cache
def _known() -> tuple[Command, ...]:
    return (*map(_going_to, AREAS), *COMMANDS)


def _going_to(area: Area) -> Command:
    keys = f"G {area.key}" if area.key else ""
    return Command(f"go.{area.space}", area.label, Group.GO, keys, area.icon, area.route, area.right)
