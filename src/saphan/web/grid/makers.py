"""Columns that most lists have: a line of text, a day, when a record came in."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext_lazy as _

from saphan.web.grid import cells, editors
from saphan.web.grid.columns import About, Cell, Column, Editor
from saphan.workspace.models.record import label_of


def words(name: str, label: Any, act: Callable[..., Any], width: int, **more: Any) -> Column:
    """A line of text that is an attribute of the record."""
    return Column(
        name,
        label,
        lambda record, _about: cells.text(getattr(record, name)),
        editor=editors.words(act, name),
        width=width,
        **more,
    )


def day(key: str, name: str, label: Any, editor: Editor | None, width: int = 120, **more: Any) -> Column:
    """A day that is an attribute of the record."""
    return Column(
        key, label, lambda record, about: cells.day(record, name, about), editor=editor, width=width, **more
    )


def created(**more: Any) -> Column:
    """When the record came in."""
    return Column(
        "created", _("Added"), lambda record, about: cells.plain(about.reader.ago(record.created_at), tone="nowrap"),
        sort="created", width=110, is_first_shown=False, falls=True, **more,
    )  # fmt: skip


def related(name: str, label: Any, editor: Editor | None = None, width: int = 150, **more: Any) -> Column:
    """Another record by its name; rows without one are a group of their own."""

    def show(record: Any, about: About) -> Cell:
        found = attrgetter(name)(record)
        return cells.text(label_of(found, about.reader.language), edit=found.code) if found else Cell("")

    return Column(
        name.replace(".", "_"), label, show, editor=editor, width=width,
        group=lambda record, reader: label_of(found, reader.language) if (found := attrgetter(name)(record)) else "", **more,
    )  # fmt: skip
