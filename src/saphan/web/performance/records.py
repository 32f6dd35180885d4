"""Records that figures are made of, each kind with a list and a form: declared once as a `Book`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from saphan.core.errors import NotAllowed
from saphan.web.answers import answer
from saphan.web.performance.sections import sections
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import TouchedForm, save_touched
from saphan.workspace.actor import Actor
from saphan.workspace.listing import Ask, Listing
from saphan.workspace.models import Record
from saphan.workspace.rights import Right

ROWS = 80
LIST, FORM = "performance/records.html", "performance/record.html"
Deed = Callable[..., Any]


@dataclass(frozen=True)
class Cell:
    """One column: its label, how a record fills it, by which sort it orders, and its kind (number, minor)."""

    label: Any
    read: Callable[[Any, Reader], Any]
    sort: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Words:
    """What a book calls things. `count` writes how many there are."""

    title: Any
    new: Any
    empty: Any
    hint: Any
    saved: Any
    removed: Any = ""


@dataclass(frozen=True)
class Book:
    """One kind of record. `key` names its addresses: performance:<key>s, new_<key>, <key>, remove_<key>.

    `section` is the tab it belongs to, `views` the values of one filter offered as views. `form(request,
    record)` makes the form, bound when the request posts. `may` tells whether the actor changes records here.
    """

    key: str
    section: str
    words: Words
    rows: Callable[[Actor], QuerySet[Any]]
    listing: Listing
    cells: tuple[Cell, ...]
    form: Callable[[MemberRequest, Any], TouchedForm]
    create: Deed
    update: Deed | None = None
    remove: Deed | None = None
    may: Callable[[Actor, Any], bool] = lambda _actor, _record: True
    view_filter: str = ""
    views: Callable[[], list[tuple[str, Any]]] = list
    export: str = ""
    links: tuple[tuple[str, Any], ...] = ()
    along: tuple[str, ...] = ()
    values: Callable[[TouchedForm], dict[str, Any]] = field(default=lambda form: dict(form.cleaned_data))


def shelf(request: MemberRequest, book: Book) -> HttpResponse:
    """The list; htmx asks for the rows that follow."""
    ask = _ask(request, book)
    reader, actor = reader_of(request), request.actor
    page = book.listing.page(_rows(request, book), actor, ask)
    context: dict[str, Any] = {
        "book": book, "rows": [_row(request, book, record, reader) for record in page.rows], "next": page.next,
        "span": len(book.cells),
    }  # fmt: skip
    if request.htmx and request.GET.get("after"):
        return render(request, "performance/records_rows.html", context)
    chosen = request.GET.get(book.view_filter, "") if book.view_filter else ""
    context |= {
        "count": book.listing.count(book.rows(actor), actor, ask),
        "views": [("", _("All"), not chosen), *((v, label, v == chosen) for v, label in book.views())]
        if book.view_filter
        else [],
        "columns": [_column(cell, ask.sort or book.listing.default) for cell in book.cells],
        "filtered": bool(ask.filters),
        "new_url": _address(request, f"new_{book.key}") if book.may(actor, None) else "",
        "export": book.export if book.export and actor.may(Right.EXPORT) else "",
        "links": [(_address(request, name), label) for name, label in book.links],
        "sections": sections(request, book.section),
    }
    return render(request, LIST, context)


def new(request: MemberRequest, book: Book) -> HttpResponse:
    """An empty form, or what became of a filled one."""
    if not book.may(request.actor, None):
        raise NotAllowed("action.not_allowed", action=book.key)
    form = book.form(request, None)
    context = partial(_form_context, request, book, form, None)
    if request.method != "POST":
        return render(request, FORM, context())
    act = partial(_create, request, book, form)
    return _answered(request, book, form, act, context)


def edit(request: MemberRequest, book: Book, code: str) -> HttpResponse:
    """One record in its form, or what became of it."""
    record = found(request, book, code)
    form = book.form(request, record)
    context = partial(_form_context, request, book, form, record)
    if request.method != "POST":
        return render(request, FORM, context())
    if book.update is None:
        raise NotAllowed("action.not_allowed", action=book.key)
    update = book.update

    def act(**_cleaned: Any) -> Any:
        return save_touched(update, record, form, actor=request.actor)

    return _answered(request, book, form, act, context)


def take_away(request: MemberRequest, book: Book, code: str) -> HttpResponse:
    """The record leaves its list; the toast offers it back."""
    record = found(request, book, code)
    assert book.remove is not None  # noqa: S101  only such books have the address
    act = partial(book.remove, record, actor=request.actor)
    context = partial(_form_context, request, book, book.form(request, record), record)
    return answer(
        request, None, act, page=FORM, fragment="form", context=context,
        to=_address(request, f"{book.key}s"), said=book.words.removed,
    )  # fmt: skip


def found(request: MemberRequest, book: Book, code: str) -> Any:
    return get_object_or_404(book.rows(request.actor), code=code)


def _answered(request: MemberRequest, book: Book, form: TouchedForm, act: Deed, context: Any) -> HttpResponse:
    back = _address(request, f"{book.key}s")
    return answer(
        request, form, act, page=FORM, fragment="form", context=context, to=back, said=book.words.saved
    )


def _create(request: MemberRequest, book: Book, form: TouchedForm, **_cleaned: Any) -> Any:
    return book.create(actor=request.actor, **book.values(form))


def _form_context(
    request: MemberRequest, book: Book, form: TouchedForm, record: Record | None
) -> dict[str, Any]:
    may = record is None or (book.update is not None and book.may(request.actor, record))
    return {
        "book": book, "form": form, "record": record, "may_write": may, "list_url": _address(request, f"{book.key}s"),
        "remove_url": _address(request, f"remove_{book.key}", record.code)
        if record is not None and book.remove is not None and may
        else "",
    }  # fmt: skip


def _rows(request: MemberRequest, book: Book) -> QuerySet[Any]:
    rows = book.rows(request.actor)
    return rows.select_related(*book.along) if book.along else rows


def _ask(request: MemberRequest, book: Book) -> Ask:
    names = {name.partition("__")[0]: name for name in request.GET}
    filters = {name: request.GET[name] for key, name in names.items() if key in book.listing.filters}
    given = {name: value for name, value in filters.items() if value}
    get = request.GET.get
    return Ask(given, get("sort", ""), get("after", ""), ROWS, request.LANGUAGE_CODE)


def _row(request: MemberRequest, book: Book, record: Any, reader: Reader) -> dict[str, Any]:
    return {
        "url": _address(request, book.key, record.code),
        "cells": [(cell.read(record, reader), cell.kind) for cell in book.cells],
    }


def _column(cell: Cell, sort: str) -> dict[str, Any]:
    is_here, is_down = bool(cell.sort) and sort.removeprefix("-") == cell.sort, sort.startswith("-")
    return {
        "key": cell.sort,
        "label": cell.label,
        "kind": cell.kind,
        "order": ("descending" if is_down else "ascending") if is_here else "",
        "to": f"-{cell.sort}" if is_here and not is_down else cell.sort,
    }


def _address(request: MemberRequest, name: str, *arguments: Any) -> str:
    return reverse(f"performance:{name}", args=[request.workspace.code, *arguments])
