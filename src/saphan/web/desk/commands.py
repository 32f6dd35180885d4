"""Every command of the desk, declared once: the palette, the keys, the menus and the `?` sheet read this table.

A new command is one line in COMMANDS. An area of the rail needs none: it declares itself in `web/frame.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right


class Group(StrEnum):
    """Where a command is offered, in the order of the sheet."""

    EVERYWHERE = "everywhere"
    GO = "go"
    CREATE = "create"
    LIST = "list"
    BOARD = "board"
    RECORD = "record"
    ME = "me"


GROUPS: dict[Group, Any] = {
    Group.EVERYWHERE: _("Everywhere"),
    Group.GO: _("Go to"),
    Group.CREATE: _("Add"),
    Group.LIST: _("In a list"),
    Group.BOARD: _("On the board"),
    Group.RECORD: _("On a page of its own"),
    Group.ME: _("Yours"),
}


@dataclass(frozen=True, eq=False)
class Command:
    """Something a person can tell Saphan to do.

    `keys` are physical keys: one, or a leader and one more ("C D"). `route` is the page that it opens. Without a
    route the page itself answers the key: an element with `data-hotkey`, or the island of a list or a board.
    `kinds` are the kinds of record that it can be about, then named by `about`; `form` is the form (see `acts.py`) by
    which the palette does it in place. `also` are other words that people type for it.
    """

    key: str
    label: Any
    group: Group
    keys: str = ""
    icon: str = ""
    route: str = ""
    right: Right = Right.READ
    kinds: tuple[str, ...] = ()
    form: str = ""
    about: Any = ""
    also: Any = ""

    @property
    def places(self) -> list[str]:
        """Its keys one by one, as they are printed."""
        return self.keys.split()


COMMANDS: tuple[Command, ...] = (
    Command("palette", _("Find anything, run a command"), Group.EVERYWHERE, "Mod K"),
    Command("search", _("Search on this page"), Group.EVERYWHERE, "/"),
    Command("undo", _("Take the last change back"), Group.EVERYWHERE, "Z"),
    Command("sheet", _("All shortcuts"), Group.EVERYWHERE, "?", "keyboard", also=_("keys keyboard help")),
    Command(
        "talk.log", _("Log a call or a meeting"), Group.CREATE, "C L", "phone", right=Right.LOG,
        kinds=("account", "person", "opportunity"), form="talk", about=_("Log a call with %(name)s"),
        also=_("call phone talk meeting visit note message"),
    ),
    Command(
        "step.plan", _("Plan a next step"), Group.CREATE, "C S", "calendar-plus", right=Right.LOG,
        kinds=("account", "person", "opportunity"), form="step", about=_("Plan a next step with %(name)s"),
        also=_("task follow up to do remind"),
    ),
    Command("line", _("Add by one line"), Group.CREATE, "Q", "pencil", right=Right.LOG, also=_("say paste quick")),
    Command("client.new", _("New client"), Group.CREATE, "C O", "building-2", "clients:new", Right.WRITE),
    Command("person.new", _("New person"), Group.CREATE, "C N", "user-plus", "clients:new_person", Right.WRITE),
    Command(
        "deal.new", _("New deal"), Group.CREATE, "C D", "kanban", "pipeline:new", Right.WRITE, ("account",),
        about=_("New deal with %(name)s"), also=_("opportunity"),
    ),
    Command("lead.new", _("New lead"), Group.CREATE, "C A", "filter", "leads:new", Right.WRITE),
    Command(
        "quote.new", _("New quote"), Group.CREATE, "C U", "file-text", "quotes:new", Right.WRITE, ("account",),
        about=_("New quote for %(name)s"), also=_("offer price proposal"),
    ),
    Command(
        "contract.new", _("New contract"), Group.CREATE, "C K", "scroll-text", "contracts:new", Right.WRITE, ("account",),
        about=_("New contract with %(name)s"), also=_("agreement clause sign"),
    ),
    Command("list.move", pgettext_lazy("shortcut", "Up and down"), Group.LIST, "J K"),
    Command("list.open", pgettext_lazy("shortcut", "Open"), Group.LIST, "Enter"),
    Command("list.peek", _("Look into a row without leaving"), Group.LIST, "Space"),
    Command("list.pick", _("Pick a row"), Group.LIST, "X"),
    Command("list.filter", _("Find in the list"), Group.LIST, "F"),
    Command("list.new", _("Add a row to the list"), Group.LIST, "N"),
    Command("board.back", _("Move a deal one stage back"), Group.BOARD, ","),
    Command("board.on", _("Move a deal one stage on"), Group.BOARD, "."),
    Command("record.edit", pgettext_lazy("shortcut", "Edit"), Group.RECORD, "E"),
    Command("record.log", _("Log a call or a note"), Group.RECORD, "L"),
    Command(
        "deal.move", _("Move a deal to a stage"), Group.RECORD, icon="arrow-right", right=Right.WRITE,
        kinds=("opportunity",), form="stage", about=_("Move %(name)s to a stage"), also=_("stage"),
    ),
    Command(
        "owner.change", _("Change the owner"), Group.RECORD, icon="users", right=Right.WRITE,
        kinds=("account", "opportunity", "lead"), form="owner", about=_("Change the owner of %(name)s"),
        also=_("owner assign hand over"),
    ),
    Command("design", _("Component sheet"), Group.GO, icon="sliders-horizontal", route="desk:design", also=_("design style colours")),
    Command("me.preferences", _("My preferences"), Group.ME, icon="sliders-horizontal", route="settings:home"),
    Command("me.notices", _("Notifications"), Group.ME, icon="bell", route="settings:notices", also=_("quiet hours")),
    Command("me.keys", _("Keyboard"), Group.ME, icon="keyboard", route="settings:keys", also=_("keys shortcuts")),
    Command("me.security", _("Sign-in and security"), Group.ME, icon="shield", route="settings:security"),
)  # fmt: skip

# Two keys that do one thing in two directions; every other blank parts a leader from what follows.
PAIRS = frozenset({"J K"})
MODIFIED = "Mod "


def single_keys() -> dict[str, list[Any]]:
    """Each key that can be switched off or moved, with everything it does: leaders first named by their group."""
    found: dict[str, list[Any]] = {}
    for command in COMMANDS:
        if not command.keys or command.keys.startswith(MODIFIED) or command.keys in ("Enter", "Space"):
            continue
        if command.keys in PAIRS:
            for key in command.places:
                found.setdefault(key, []).append(command.label)
        elif len(command.places) == 1:
            found.setdefault(command.keys, []).append(command.label)
    return {"G": [GROUPS[Group.GO]], "C": [GROUPS[Group.CREATE]], **found}


def additions(actor: Actor) -> list[dict[str, Any]]:
    """The menu behind the key C: what this member may add. Without an address the palette asks what it is about."""
    return _menu(actor, Group.CREATE)


def own_menu(actor: Actor) -> list[dict[str, Any]]:
    """The menu of the person."""
    return _menu(actor, Group.ME)


def _menu(actor: Actor, group: Group) -> list[dict[str, Any]]:
    return [
        {
            "key": command.key,
            "label": command.label,
            "icon": command.icon,
            "keys": command.keys,
            "places": command.places,
            "url": reverse(command.route, args=[actor.workspace.code]) if command.route else "",
        }
        for command in COMMANDS
        if command.group is group and actor.may(command.right)
    ]
