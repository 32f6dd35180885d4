"""Ways of editing a cell: what its text means, and which action it becomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from saphan.core.errors import Clash, RuleBroken
from saphan.core.money import parse_amount
from saphan.core.reading.dates import DateOrder, read_date
from saphan.core.reading.shares import read_share
from saphan.web.grid.columns import Editor, Options
from saphan.web.request import MemberRequest


def attribute(act: Callable[..., Any], name: str, *, with_reason: bool = False) -> Callable[..., Any]:
    """Writes one attribute through an action that takes `changes`."""

    def write(record: Any, value: Any, *, actor: Any, version: int | None, reason: str) -> Any:
        options = {"reason": reason} if with_reason else {}
        return act(record, actor=actor, changes={name: value}, version=version, **options)

    return write


def words(act: Callable[..., Any], name: str, **more: Any) -> Editor:
    """A line of text."""
    return Editor("text", name, attribute(act, name), lambda text, _record, _request: text.strip(), **more)


def choice(
    act: Callable[..., Any],
    name: str,
    options: Options,
    *,
    many: Callable[..., Any] | None = None,
    in_bulk: bool = True,
) -> Editor:
    """One value of a closed list."""
    return Editor(
        "choice", name, attribute(act, name), read_choice(options), options, many=many, in_bulk=in_bulk
    )


def picked(
    name: str,
    write: Callable[..., Any],
    options: Options,
    find: Callable[[MemberRequest, str], Any],
    many: Callable[..., Any] | None = None,
) -> Editor:
    """A record of another kind: an owner, a stage. `find(request, code)` fetches it, None for an empty choice."""

    def read(text: str, record: Any, request: MemberRequest) -> Any:
        return find(request, read_choice(options)(text, record, request))

    return Editor("choice", name, write, read, options, many=many, in_bulk=True)


def day(act: Callable[..., Any], name: str, *, with_reason: bool = False) -> Editor:
    """A date as people write it, Buddhist years included."""
    return Editor("date", name, attribute(act, name, with_reason=with_reason), read_day)


def needed(editor: Editor) -> Editor:
    """The same editor for what no record can be without. Raises RuleBroken("field.required") for an empty cell."""

    def read(text: str, record: Any, request: MemberRequest) -> Any:
        if not text.strip():
            raise RuleBroken("field.required", field=editor.attribute)
        return editor.read(text, record, request)

    return replace(editor, read=read)


def money(act: Callable[..., Any], name: str, *, with_reason: bool = False) -> Editor:
    """An amount in the record's own currency."""

    def read(text: str, record: Any, request: MemberRequest) -> int | None:  # noqa: ARG001
        return parse_amount(text, record.currency).minor if text.strip() else None

    return Editor("money", name, attribute(act, name, with_reason=with_reason), read)


def number(act: Callable[..., Any], name: str) -> Editor:
    """A whole number, or nothing."""

    def read(text: str, record: Any, request: MemberRequest) -> int | None:  # noqa: ARG001
        plain = text.strip()
        if not plain:
            return None
        if not plain.isdecimal() or len(plain) > 9:
            raise RuleBroken("cell.unreadable_number", field=name, text=plain[:40])
        return int(plain)

    return Editor("number", name, attribute(act, name), read)


def share(act: Callable[..., Any], name: str) -> Editor:
    """A percentage, kept in basis points; or nothing."""

    def read(text: str, record: Any, request: MemberRequest) -> int | None:  # noqa: ARG001
        return read_share(text, name) if text.strip() else None

    return Editor("number", name, attribute(act, name), read)


def read_day(text: str, record: Any, request: MemberRequest) -> date | None:  # noqa: ARG001
    return read_date(text, DateOrder.DMY).date if text.strip() else None


def saved(editor: Editor, record: Any, value: Any, *, actor: Any, version: int | None, reason: str) -> Any:
    """Write a cell. Somebody else's change of another cell stands beside it; of the same one, Clash is raised."""
    try:
        return editor.write(record, value, actor=actor, version=version, reason=reason)
    except Clash as clash:
        if clash.values.get("fields") or editor.attribute in clash.values.get("merged", ()):
            raise
        return editor.write(record, value, actor=actor, version=clash.values["version"], reason=reason)


def read_choice(options: Options) -> Callable[[str, Any, MemberRequest], str]:
    """Reads a choice by its value or, as a spreadsheet has it, by its word. Raises RuleBroken("cell.not_a_choice")."""

    def read(text: str, record: Any, request: MemberRequest) -> str:  # noqa: ARG001
        wanted = text.strip()
        known: Sequence[tuple[str, str]] = list(options(request))
        for value, _label in known:
            if value == wanted:
                return value
        for value, label in known:
            if str(label).casefold() == wanted.casefold():
                return value
        raise RuleBroken("cell.not_a_choice", text=wanted[:40])

    return read
