"""Cells written out once per record: a page of eighty rows has hundreds of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.utils.safestring import SafeString

from saphan.core.format import plain_amount
from saphan.web.grid.columns import About, Cell, Column
from saphan.web.markup import put
from saphan.web.templatetags.saphan import avatar_of, sparkline


def text(value: str, *, edit: str | None = None, tone: str = "") -> Cell:
    """Words that somebody typed, in whatever language."""
    html = put('<span lang="und">{}</span>', value) if value else ""
    return Cell(html, value if edit is None else edit, tone)


def plain(value: str, *, edit: str = "", tone: str = "") -> Cell:
    """Words of ours, or figures."""
    return Cell(value, edit, tone)


def chip(label: str, *, edit: str = "", tone: str = "") -> Cell:
    return Cell(put('<span class="chip {}">{}</span>', tone, label) if label else "", edit)


def person(name: str, pk: int | None, *, edit: str = "") -> Cell:
    """A colleague with their letters."""
    if not name:
        return Cell("", edit)
    return Cell(
        put(
            '<span class="with-avatar" title="{}">{}<span lang="und">{}</span></span>', name, avatar_of(name, pk or 0), name
        ),
        edit,
    )  # fmt: skip


def company(name: str, pk: int | None, url: str = "") -> Cell:
    if not name:
        return Cell("")
    inner = put('{}<span lang="und">{}</span>', avatar_of(name, pk or 0, "company tiny"), name)
    if url:
        return Cell(put('<a class="with-avatar" href="{}">{}</a>', url, inner))
    return Cell(put('<span class="with-avatar">{}</span>', inner))


def linked(url: str, title: str) -> Cell:
    """Another record's page."""
    return Cell(put('<a href="{}" lang="und">{}</a>', url, title))


def titled(
    url: str, avatar: SafeString | str, title: SafeString | str, note: SafeString | str, edit: str
) -> Cell:
    """The first cell of a row: the record's name, linked, with a quieter line below."""
    below = put('<span class="note">{}</span>', note) if note else ""
    return Cell(
        put(
            '<a class="with-avatar" href="{}">{}<span class="two-lines"><span class="title">{}</span>{}</span></a>',
            url, avatar, title, below,
        ),
        edit,
    )  # fmt: skip


def in_language(text: str, lang: str) -> SafeString:
    return put('<span lang="{}">{}</span>', lang, text)


def step(what: str, day: str, kind: str) -> Cell:
    """What comes next and when; late ones stand out."""
    if not what:
        return Cell("")
    return Cell(
        put('<span class="step {}"><span lang="und">{}</span> <span class="note">{}</span></span>', kind, what, day)
    )  # fmt: skip


def spark(values: Sequence[int]) -> SafeString | str:
    """A small line through the values; nothing where all are nothing."""
    if not any(values):
        return ""
    drawn = sparkline(values, "up", 56, 18)
    lines = SafeString("".join(put('<polyline points="{}"></polyline>', line) for line in drawn["lines"]))
    kind = " worse" if drawn["worse"] else ""
    return put(
        '<svg class="spark{}" width="56" height="18" viewBox="0 0 56 18" aria-hidden="true">{}<circle cx="{}" cy="{}" r="2.5"></circle></svg>',
        kind, lines, *drawn["last"],
    )  # fmt: skip


def share(value: Fraction, text: str) -> Cell:
    """A share of a whole as a bar, with its figure."""
    length = round(float(value) * 46, 1)
    return Cell(
        put(
            '<span class="share"><svg class="bullet" width="46" height="6" viewBox="0 0 46 6" aria-hidden="true">'
            '<rect class="bar-track" width="46" height="6" rx="3"></rect>'
            '<rect class="bar-value" width="{}" height="6" rx="3"></rect></svg> {}</span>', length, text,
        )
    )  # fmt: skip


def td(column: Column, cell: Cell, is_editable: bool) -> SafeString:
    """The cell as it stands in the row."""
    classes = f"{column.kind} {cell.tone} {'p-' + column.phone if column.phone else 'minor'}".strip()
    if column.editor is not None and is_editable:
        return put(
            '<td class="{} edits" data-cell="{}" data-value="{}">{}</td>', classes, column.key, cell.value, cell.html
        )  # fmt: skip
    if column.later is not None:
        return put('<td class="{}" data-cell="{}" data-late aria-busy="true"></td>', classes, column.key)
    return put('<td class="{}" data-cell="{}">{}</td>', classes, column.key, cell.html)


def day(record: Any, name: str, about: About) -> Cell:
    """A date that can be edited."""
    value = getattr(record, name)
    return Cell(about.reader.day(value), value.isoformat() if value else "", "nowrap")


def money(record: Any, about: About) -> Cell:
    """The amount of a record in its own currency."""
    shown = about.reader.money(record.amount_minor, record.currency) or "—"
    return Cell(shown, plain_amount(record.amount_minor, record.currency))


def member(record: Any) -> Cell:
    """The owner of a record."""
    owner = record.owner
    return person(owner.name if owner else "", record.owner_id, edit=owner.code if owner else "")
