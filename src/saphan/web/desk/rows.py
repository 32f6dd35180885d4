"""One line of the palette: a record or a command, with what of it matched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from saphan.core.text import How, Script, fold, how_it_matches, scripts_of, spoken
from saphan.search.find import Hit
from saphan.web.desk.commands import Command
from saphan.web.desk.registry import address_of, own_keys, printed
from saphan.web.desk.subjects import KINDS, page_of
from saphan.workspace.actor import Actor

ACTED = "on"  # a command whose form is open beside the list
NAMES = ("name_en", "name_zh", "name_th")
OTHERS = {"account": (*NAMES, "short_name"), "person": (*NAMES, "nickname")}


@dataclass(frozen=True)
class Row:
    """`title` comes in pieces, each with whether it is what was typed. `pane` is what stands beside the list."""

    key: str
    title: list[tuple[str, bool]]
    url: str = ""
    icon: str = ""
    note: str = ""
    end: str = ""
    pane: str = ""
    command: str = ""
    keys: list[str] = field(default_factory=list)
    name: str = ""
    number: int = 0
    shape: str = ""
    acts: list[Row] = field(default_factory=list)


def record_rows(actor: Actor, hits: Sequence[Hit], typed: str, known: Sequence[Command]) -> list[Row]:
    """The records as rows, each with the commands that can be about it."""
    matches = {(hit.kind, hit.entity_id): how_it_matches(typed, hit.title) for hit in hits}
    lost = [
        hit for hit in hits if typed and not matches[hit.kind, hit.entity_id] and not _beneath(typed, hit)
    ]
    others = _other_names(actor, lost, typed)
    found = []
    for hit in hits:
        match = matches[hit.kind, hit.entity_id]
        why = _reason(hit, match) if match else others.get((hit.kind, hit.entity_id), "")
        kind = KINDS[hit.kind]
        found.append(
            Row(
                key=f"{hit.kind}-{hit.entity_id}",
                title=marked(hit.title, match.spans if match else ()),
                url=page_of(actor, hit.kind, hit.code),
                icon=kind.icon,
                note=" · ".join(filter(None, [why, hit.subtitle])),
                end=str(kind.singular),
                name=hit.title,
                number=hit.entity_id,
                shape=kind.shape,
                acts=[about(actor, command, hit) for command in known if hit.kind in command.kinds],
            )
        )
    return found


def about(actor: Actor, command: Command, hit: Hit, typed: str = "") -> Row:
    """A command about one record, its name marked."""
    before, _name, after = str(command.about).partition("%(name)s")
    match = how_it_matches(typed, hit.title) if typed else None
    name = marked(hit.title, match.spans) if match else [(hit.title, bool(typed))]
    pane = reverse("desk:act", args=[actor.workspace.code, command.key, hit.code]) if command.form else ""
    address = f"{address_of(command, actor)}?client={hit.code}" if command.route else pane
    plain = command_row(actor, command)
    title = [piece for piece in ((before, False), *name, (after, False)) if piece[0]]
    return replace(plain, key=f"{command.key}-{hit.code}", title=title, pane=pane, url=address, command="")


def command_row(actor: Actor, command: Command) -> Row:
    """A command by itself; one that needs a record asks for it next."""
    return Row(
        key=command.key,
        title=[(str(command.label), False)],
        icon=command.icon or "command",
        url=address_of(command, actor),
        keys=printed(command, own_keys(actor.member)),
        command=command.key if command.form or not command.route else "",
    )


def marked(name: str, spans: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The name in pieces, with whether each is what was typed."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [(name[at:start], False), (name[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (name[at:], False)] if piece[0]]


def _reason(hit: Hit, match: Any) -> str:
    """By what it was found, where the letters alone do not show it."""
    if match.how is How.SPELLED:
        return ""
    if match.how is How.SOUND:
        return _("sounds like it")
    stretch = "".join(hit.title[start:end] for start, end in match.spans) or hit.title
    read = spoken("".join(sign for sign in stretch if scripts_of(sign) == {Script.HAN}))
    return (_("pinyin %(read)s") if match.how is How.PINYIN else _("initials of %(read)s")) % {"read": read}


def _beneath(typed: str, hit: Hit) -> bool:
    """What is written below the title says it already, or the code does."""
    return fold(typed) in fold(hit.subtitle) or fold(typed) in fold(hit.code)


def _other_names(actor: Actor, hits: Sequence[Hit], typed: str) -> dict[tuple[str, int], str]:
    """For records whose title shows nothing of what was typed: the name or the detail that did."""
    told = {(hit.kind, hit.entity_id): _("found in its details") for hit in hits}
    for kind, columns in OTHERS.items():
        ids = [hit.entity_id for hit in hits if hit.kind == kind]
        rows: Any = KINDS[kind].visible(actor).filter(pk__in=ids).values_list("pk", *columns) if ids else ()
        for pk, *names in rows:
            if name := next((name for name in names if name and how_it_matches(typed, name)), ""):
                told[kind, pk] = _("also called %(name)s") % {"name": name}
    return told
