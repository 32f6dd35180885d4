"""One change for many records at once: all of them, or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from ninja import Router
from pydantic import BaseModel

from saphan.api.acting import offered, run
from saphan.api.fields import Shown
from saphan.api.inward import arguments, arguments_of_many
from saphan.api.resource import JSON, refuse_parameters
from saphan.workspace.bulk import many_objects


class Changed(Shown):
    """The codes of those that changed."""

    changed: list[str]


def offer_bulk(
    router: Router, path: str, verb: str, call: Callable[..., Any], body: type[BaseModel], ids: str
) -> None:
    """POST on the verb of a kind. `ids` is the argument by which the action takes the records."""

    def endpoint(request: Any, body: Any) -> HttpResponse:
        refuse_parameters(request)
        values = arguments(body, request.actor)
        values[ids] = values.pop("codes")
        done = run(request, call, values=values)
        found = Changed(changed=[record.code for record in done])
        return HttpResponse(found.model_dump_json(), content_type=JSON)

    endpoint.__annotations__["body"] = body
    router.post(
        f"/{path}/{verb}", response=Changed, operation_id=f"{verb.replace('-', '_')}_many_{path}",
        summary=f"{verb.replace('-', ' ').capitalize()} for many {path}",
    )(endpoint)  # fmt: skip
    offered(call, "POST", f"/bulk/{path}/{verb}")


class Stored(Shown):
    """The code of each row, in the order of the rows."""

    codes: list[str]


def offer_upsert(router: Router, path: str, call: Callable[..., Any], body: type[BaseModel]) -> None:
    """POST of rows that another system knows by its own keys."""

    def endpoint(request: Any, body: Any) -> HttpResponse:
        refuse_parameters(request)
        beside = {"reason": body.reason} if body.reason else {}
        with many_objects():
            done = run(request, call, values={"rows": arguments_of_many(body.rows, request.actor), **beside})
        return HttpResponse(Stored(codes=[each.code for each in done]).model_dump_json(), content_type=JSON)

    endpoint.__annotations__["body"] = body
    router.post(
        f"/{path}/upsert", response=Stored, operation_id=f"upsert_{path}",
        summary=f"Create or update many {path} by external_id",
    )(endpoint)  # fmt: skip
    offered(call, "POST", f"/bulk/{path}/upsert")
