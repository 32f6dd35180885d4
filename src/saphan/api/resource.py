"""A kind of record at this door: how it is listed and read. Declared once per kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import TypeAdapter

from saphan.api.fields import Shown
from saphan.api.openapi import list_parameters
from saphan.api.request import ApiRequest, etag
from saphan.core.errors import NotAllowed, NotFound, RuleBroken
from saphan.workspace.actor import Actor
from saphan.workspace.listing import LARGEST_PAGE, Ask, Listing
from saphan.workspace.models import Record
from saphan.workspace.rights import Right

T = TypeVar("T")
JSON = "application/json"
PAGE = 50
PLAIN_PARAMETERS = frozenset({"cursor", "limit", "sort", "total"})


class Total(Shown):
    """How many records there are; `is_more` says that counting stopped there."""

    number: int
    is_more: bool


class Listed(Shown, Generic[T]):
    """Some records. `next` is the cursor of those that follow, null on the last page."""

    items: list[T]
    next: str | None
    total: Total | None = None


@dataclass(frozen=True)
class Resource:
    """One kind of record: its address, what may be seen of it, what is shown, what is fetched along."""

    path: str
    kind: str
    rows: Callable[[Actor], QuerySet[Any]]
    shown: type[Shown]
    listing: Listing | None = None
    along: tuple[str, ...] = ()
    many_along: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The path as words of a sentence."""
        return self.path.replace("-", " ")

    @cached_property
    def one(self) -> TypeAdapter[Any]:
        return TypeAdapter(self.shown)

    @cached_property
    def several(self) -> TypeAdapter[Any]:
        return TypeAdapter(Listed[self.shown])  # type: ignore[name-defined]

    def visible(self, actor: Actor) -> QuerySet[Any]:
        """What the actor may see, with all that an answer shows. Raises NotAllowed without Right.READ."""
        if not actor.may(Right.READ):
            raise NotAllowed("action.not_allowed")
        rows = self.rows(actor).select_related(*self.along) if self.along else self.rows(actor)
        return rows.prefetch_related(*self.many_along) if self.many_along else rows

    def find(self, actor: Actor, code: str) -> Any:
        """The record with this code. Raises NotFound."""
        record = self.visible(actor).filter(code=code).first()
        if record is None:
            raise NotFound(f"{self.kind}.not_found", code=code)
        return record

    def answer(self, record: Any, status: int = 200) -> HttpResponse:
        """The record as JSON, with its version as ETag."""
        content = self.one.dump_json(self.one.validate_python(record))
        response = HttpResponse(content, status=status, content_type=JSON)
        if isinstance(record, Record):
            response.headers["ETag"] = etag(record.version)
        return response

    def answer_anew(self, actor: Actor, record: Record, status: int = 200) -> HttpResponse:
        """What became of a record, read again; nothing when the actor does not see it any more."""
        if not actor.may(Right.READ):
            return HttpResponse(status=204)
        seen = self.visible(actor).filter(pk=record.pk).first()
        return HttpResponse(status=204) if seen is None else self.answer(seen, status)

    def page(self, request: ApiRequest, rows: QuerySet[Any]) -> HttpResponse:
        """One page of a declared list, as the query of the request asks."""
        ask, wants_total = asked(request)
        listing = self.listing
        if listing is None:
            raise LookupError(f"{self.path} is not a declared list")
        page = listing.page(rows, request.actor, ask)
        total = listing.count(rows, request.actor, ask) if wants_total else None
        return self.listed(page.rows, page.next, total)

    def all_of(self, rows: Iterable[Any]) -> HttpResponse:
        """A short list as a whole."""
        return self.listed(list(rows), "", None)

    def listed(self, items: list[Any], following: str, total: Any) -> HttpResponse:
        """The envelope of every list."""
        found = self.several.validate_python({"items": items, "next": following or None, "total": total})
        return HttpResponse(self.several.dump_json(found), content_type=JSON)


def asked(request: ApiRequest, beside: Collection[str] = ()) -> tuple[Ask, bool]:
    """What the query of a request asks of a list, and whether it wants the total. `beside` is for the caller.

    Raises RuleBroken("request.unknown_parameter") and RuleBroken("list.bad_limit").
    """
    filters: dict[str, list[str]] = {}
    for name in request.GET:
        if name.startswith("filter[") and name.endswith("]"):
            filters[name[7:-1]] = request.GET.getlist(name)
        elif name not in PLAIN_PARAMETERS and name not in beside:
            raise RuleBroken("request.unknown_parameter", field=name[:80], name=name[:80])
    get = request.GET.get
    ask = Ask(filters, get("sort", ""), get("cursor", ""), _limit(get("limit", "")), request.LANGUAGE_CODE)
    return ask, get("total", "") == "true"


def _limit(text: str) -> int:
    if not text:
        return PAGE
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= LARGEST_PAGE:
        raise RuleBroken("list.bad_limit", field="limit", value=text[:80])
    return int(text)


def refuse_parameters(request: HttpRequest, known: Collection[str] = ()) -> None:
    """Refuse what the address does not take. Raises RuleBroken("request.unknown_parameter")."""
    for name in request.GET:
        if name not in known:
            raise RuleBroken("request.unknown_parameter", field=name[:80], name=name[:80])


def offer_list(router: Router, resource: Resource) -> None:
    """GET on the resource: a page of its declared list, or all of a short one."""

    def endpoint(request: Any) -> HttpResponse:
        rows = resource.visible(request.actor)
        if resource.listing is not None:
            return resource.page(request, rows)
        refuse_parameters(request)
        return resource.all_of(rows if rows.ordered else rows.order_by("pk"))

    page: Any = Listed[resource.shown]  # type: ignore[name-defined]
    extra = {"parameters": list_parameters(resource.listing)} if resource.listing else {}
    place: dict[str, Any] = {"operation_id": f"list_{resource.kind}", "summary": f"List {resource.words}"}
    router.get("", response=page, openapi_extra=extra, **place)(endpoint)


def offer_parts(
    router: Router, whole: Resource, parts: Resource, rows: Callable[[Actor, Any], Iterable[Any]], name: str, *, operation: str, summary: str,
) -> None:  # fmt: skip
    """GET on what a record is made of: all of it, in its order. `rows(actor, record)` finds the parts."""

    def endpoint(request: Any, code: str) -> HttpResponse:
        refuse_parameters(request)
        return parts.all_of(rows(request.actor, whole.find(request.actor, code)))

    page: Any = Listed[parts.shown]  # type: ignore[name-defined]
    router.get(f"/{{code}}/{name}", response=page, operation_id=operation, summary=summary)(endpoint)


def offer_read(router: Router, resource: Resource) -> None:
    """GET on one record."""

    def endpoint(request: Any, code: str) -> HttpResponse:
        refuse_parameters(request)
        return resource.answer(resource.find(request.actor, code))

    place: dict[str, Any] = {
        "operation_id": f"read_{resource.kind}",
        "summary": f"Read one of the {resource.words}",
    }
    router.get("/{code}", response=resource.shown, **place)(endpoint)
