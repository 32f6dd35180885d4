"""Records that figures are made of, each kind with a form: declared once as a `Book` beside its list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from saphan.core.errors import NotAllowed
from saphan.web.answers import answer
from saphan.web.grid.columns import Grid
from saphan.web.past.record import stood
from saphan.web.performance.shelves import address
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import TouchedForm, save_touched
from saphan.workspace.actor import Actor
from saphan.workspace.models import Record

FORM = "performance/record.html"
Deed = Callable[..., Any]


@dataclass(frozen=True)
class Book:
    """One kind of record. `key` names its addresses: performance:<key>s, new_<key>, <key>, remove_<key>.

    `form(request, record)` makes the form, bound when the request posts; `new` is its title. `saved` and `removed` are
    said afterwards. `may` tells whether the actor changes records here.
    """

    key: str
    grid: Grid
    new: Any
    saved: Any
    form: Callable[[MemberRequest, Any], TouchedForm]
    create: Deed
    update: Deed | None = None
    remove: Deed | None = None
    removed: Any = ""
    may: Callable[[Actor, Any], bool] = lambda _actor, _record: True
    values: Callable[[TouchedForm], dict[str, Any]] = field(default=lambda form: dict(form.cleaned_data))


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
    """One record in its form, or what became of it; of the past only to look at."""
    record = found(request, book, code)
    then = stood(request, record, book.grid) if request.method != "POST" else None
    if then is not None:
        return then
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
        to=address(request, f"{book.key}s"), said=book.removed,
    )  # fmt: skip


def found(request: MemberRequest, book: Book, code: str) -> Any:
    return get_object_or_404(book.grid.rows(request.actor), code=code)


def _answered(request: MemberRequest, book: Book, form: TouchedForm, act: Deed, context: Any) -> HttpResponse:
    back = address(request, f"{book.key}s")
    return answer(request, form, act, page=FORM, fragment="form", context=context, to=back, said=book.saved)


def _create(request: MemberRequest, book: Book, form: TouchedForm, **_cleaned: Any) -> Any:
    return book.create(actor=request.actor, **book.values(form))


def _form_context(
    request: MemberRequest, book: Book, form: TouchedForm, record: Record | None
) -> dict[str, Any]:
    may = record is None or (book.update is not None and book.may(request.actor, record))
    for each in () if may else form.fields.values():
        each.disabled = True
    return {
        "book": book, "form": form, "record": record, "may_write": may, "list_url": address(request, f"{book.key}s"),
        "remove_url": address(request, f"remove_{book.key}", record.code)
        if record is not None and book.remove is not None and may
        else "",
    }  # fmt: skip
