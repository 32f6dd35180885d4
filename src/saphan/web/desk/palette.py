"""The palette: one box for records and commands, in any script, with what matched and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from saphan.core.text import likeness
from saphan.journal import now
from saphan.search.find import Hit, find
from saphan.web.desk.commands import COMMANDS, Command, Group
from saphan.web.desk.finding import commands_meant, nearest_command
from saphan.web.desk.quick import lines_of
from saphan.web.desk.recent import cooling_client, deal_without_step, due_step, recent
from saphan.web.desk.registry import command_called, commands_for
from saphan.web.desk.rows import Row, about, command_row, record_rows
from saphan.web.desk.subjects import KINDS, code_at, kind_of
from saphan.web.request import MemberRequest
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.rights import Right

ACTIONS, PER_KIND, HITS, SUGGESTED = 4, 5, 14, 3
LONGEST = 200  # characters that are looked at
NEAR = 60  # of 100
SCOPES: dict[str, tuple[str, ...]] = {"clients": ("account", "person")}
LINE = "line"  # the command that reads a line, and its row
UNASKED = frozenset({"palette", "search", "undo"})


@dataclass
class Section:
    label: str
    rows: list[Row] = field(default_factory=list)


@dataclass
class Answer:
    """What the list shows. `at` is the key of the row that is chosen first."""

    sections: list[Section] = field(default_factory=list)
    at: str = ""
    hint: str = ""

    def add(self, label: Any, rows: Sequence[Row]) -> None:
        if rows:
            self.sections.append(Section(str(label), list(rows)))

    @property
    def first(self) -> Row | None:
        rows = [row for section in self.sections for row in section.rows]
        return next((row for row in rows if row.key == self.at), rows[0] if rows else None)


@require_GET
def palette(request: MemberRequest) -> HttpResponse:
    """Every member asks about what they may see: as the list of the dialog, or as a page of its own."""
    text = request.GET.get("q", "")[:LONGEST].strip()
    told = _answer(
        request.actor, text, request.GET.get("scope", ""), request.GET.get("for", ""), _here(request)
    )
    context = {"told": told, "text": text, "first": told.first}
    return render(request, "desk/palette.html#list" if request.htmx else "desk/palette.html", context)


def _answer(actor: Actor, text: str, scope: str, wanted: str, here: str) -> Answer:
    known = commands_for(actor)
    if wanted == LINE:
        return _one_line(actor, text)
    command = command_called(actor, wanted)
    if command is not None and command.kinds:
        return _choose(actor, command, text)
    if text.startswith((">", "＞")):
        return _only_commands(actor, known, text[1:].strip())
    if text.startswith(("#", "＃")):
        return _by_code(actor, known, text[1:].strip())
    kinds = SCOPES.get(scope, ())
    return _found(actor, known, text, kinds) if text else _nothing_typed(actor, known, here, kinds)


def _found(actor: Actor, known: list[Command], text: str, kinds: tuple[str, ...]) -> Answer:
    meant = commands_meant([each for each in known if each.key not in UNASKED], text)
    hits = _hits(actor, meant.rest or text, kinds)
    if not hits and meant.commands and meant.rest:  # the words were a name after all
        hits = _hits(actor, text, kinds)
        meant.commands.clear()
    told, typed = Answer(), meant.rest or text
    lines = lines_of(actor, text, today_in(actor.workspace, now()))
    is_dated = any(line.day or line.at for line in lines)
    told.add(_("Add"), _line_rows(actor, text) if is_dated else [])
    actions = _actions(actor, known, meant.commands, hits, typed, is_about=bool(meant.rest))
    told.add(_("Actions"), actions)
    rows = record_rows(actor, hits, typed, known)
    for kind in dict.fromkeys(hit.kind for hit in hits):
        told.add(KINDS[kind].label, [row for row, hit in zip(rows, hits, strict=True) if hit.kind == kind])
    told.at = rows[0].key if rows and not meant.commands else ""
    told.add(_("Add"), _line_rows(actor, text) if lines and not is_dated else [])
    if is_dated:
        told.at = LINE
    return told if told.sections else _nearest(actor, known, text, kinds)


def _actions(
    actor: Actor, known: list[Command], named: list[Command], hits: list[Hit], typed: str, *, is_about: bool
) -> list[Row]:
    """The commands that were named, about the best record; without any, the first that fit the best record."""
    if not named:
        return [about(actor, each, hits[0], typed) for each in known if hits and hits[0].kind in each.kinds][
            :2
        ]
    rows = []
    for command in named:
        fit = next((hit for hit in hits if is_about and hit.kind in command.kinds), None)
        rows.append(about(actor, command, fit, typed) if fit else command_row(actor, command))
    return rows[:ACTIONS]


def _choose(actor: Actor, command: Command, text: str) -> Answer:
    """Which record a command is about."""
    kinds = command.kinds
    hits = _hits(actor, text, kinds) if text else recent(actor, kinds)
    told = Answer(hint=str(command.label))
    told.add(command.label, [about(actor, command, hit, text) for hit in hits])
    return told if hits else _nearest(actor, [], text, kinds, command)


def _one_line(actor: Actor, text: str) -> Answer:
    """The box as a place to say what is to be done."""
    told = Answer(hint=_("Say it in one line: who, what and when."))
    told.add(_("Add"), _line_rows(actor, text) if text and actor.may(Right.LOG) else [])
    return told


def _line_rows(actor: Actor, text: str) -> list[Row]:
    address = f"{reverse('desk:quick', args=[actor.workspace.code])}?{urlencode({'q': text})}"
    return [Row(LINE, [(text, False)], address, "calendar-plus", _("Look over what this says"), pane=address)]


def _only_commands(actor: Actor, known: list[Command], text: str) -> Answer:
    told = Answer()
    named = commands_meant(known, text).commands if text else known
    told.add(_("Actions"), [command_row(actor, each) for each in named if each.key not in UNASKED])
    if not told.sections and (near := nearest_command(known, text)):
        told.add(_("Did you mean"), [command_row(actor, near)])
    return told


def _by_code(actor: Actor, known: list[Command], text: str) -> Answer:
    told, wanted = Answer(), text.upper()
    hits = find(actor, text, limit=HITS * 2) if text else []
    fits = [hit for hit in hits if hit.code.startswith(wanted) or hit.code.partition("-")[2] == wanted]
    told.add(_("Codes"), record_rows(actor, fits[:HITS], "", known))
    return told


def _nothing_typed(actor: Actor, known: list[Command], here: str, kinds: tuple[str, ...]) -> Answer:
    told = Answer()
    told.add(_("Suggested"), _suggested(actor, known, here))
    told.add(_("Last worked on"), record_rows(actor, recent(actor, kinds), "", known))
    return told


def _suggested(actor: Actor, known: list[Command], here: str) -> list[Row]:
    """Three things that would be good to do: about the record at hand first, then what waits longest."""
    of = {command.key: command for command in known}
    rows: list[Row] = []
    if kind := kind_of(here):
        hit = next(iter(find(actor, here, [kind], limit=1)), None)
        rows += [about(actor, each, hit) for each in known if hit and kind in each.kinds and each.form]
    if step := due_step(actor):
        address = reverse("clients:done_step", args=[actor.workspace.code, step.code])
        rows.append(Row("step.done", [(_("Done: %(step)s") % {"step": step.what}, False)], address, "check"))
    for key, hit in (("step.plan", deal_without_step(actor)), ("talk.log", cooling_client(actor))):
        if hit is not None and key in of:
            rows.append(about(actor, of[key], hit))
    rows += [command_row(actor, each) for each in known if each.group is Group.CREATE]
    return (rows or [command_row(actor, each) for each in known if each.group is Group.GO])[:SUGGESTED]


def _nearest(
    actor: Actor, known: list[Command], text: str, kinds: tuple[str, ...], about_it: Command | None = None
) -> Answer:
    """Nothing matches: what is spelled or read most like it."""
    told = Answer(hint=_("Nothing matches exactly."))
    hits = _alike(actor, text, kinds)
    command = nearest_command(known, text) if known else None
    rows = record_rows(actor, hits, "", known)
    if about_it is not None:
        rows = [about(actor, about_it, hit) for hit in hits]
    told.add(_("Did you mean"), [*rows, *([command_row(actor, command)] if command else [])])
    return told


def _alike(actor: Actor, text: str, kinds: tuple[str, ...]) -> list[Hit]:
    """Records that begin like half of it, or like its first two letters, judged by spelling and reading."""
    for length in dict.fromkeys((max(len(text) // 2, 2), 2)):
        near = [hit for hit in _hits(actor, text[:length], kinds, 40) if likeness(text, hit.title) >= NEAR]
        if near:
            return sorted(near, key=lambda hit: -likeness(text, hit.title))[:3]
    return []


def _hits(actor: Actor, text: str, kinds: tuple[str, ...], limit: int = HITS) -> list[Hit]:
    return find(actor, text, kinds or None, limit=limit, per_kind=max(PER_KIND, limit // 2))


def _here(request: MemberRequest) -> str:
    """The code of the record on the page behind the palette."""
    return code_at(urlsplit(request.headers.get("HX-Current-URL", "")).path or "/")


def asked_for_form(key: str) -> Command | None:
    """A command that is done by a form in place."""
    return next((command for command in COMMANDS if command.key == key and command.form), None)
