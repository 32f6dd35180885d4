"""Actions at this door: each endpoint finds its subject, runs one action, answers with what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from ninja import Router
from pydantic import BaseModel

from saphan.api.inward import arguments
from saphan.api.openapi import KEY, condition
from saphan.api.outward import spoken_clash
from saphan.api.request import ApiRequest, request_key, seen_version
from saphan.api.resource import Resource, refuse_parameters
from saphan.core.errors import Clash
from saphan.journal import ACTIONS
from saphan.workspace.actor import Actor
from saphan.workspace.models import Record
from saphan.workspace.rights import Right

Call = Callable[..., Any]
Prepare = Callable[[dict[str, Any], Actor], dict[str, Any]]
# Arguments of an update that are no attributes of the record.
BESIDE = ("reason", "effective_at")
# Where each action is offered, filled as the endpoints are declared.
OFFERED: dict[str, str] = {}


def offer_create(
    router: Router, resource: Resource, call: Call, body: type[BaseModel], *, prepare: Prepare | None = None
) -> None:
    """POST on the resource."""

    def endpoint(request: Any, body: Any) -> HttpResponse:
        refuse_parameters(request)
        made = run(request, call, values=_values(body, request.actor, prepare))
        return created(request, resource, made)

    _typed(endpoint, body)
    router.post(
        "", response={201: resource.shown}, operation_id=f"create_{resource.kind}",
        summary=f"Create one of the {resource.words}", openapi_extra={"parameters": [KEY]},
    )(endpoint)  # fmt: skip
    offered(call, "POST", f"/{resource.path}")


def offer_add(
    router: Router,
    parent: Resource,
    resource: Resource,
    call: Call,
    body: type[BaseModel],
    *,
    prepare: Prepare | None = None,
) -> None:
    """POST on what belongs to a record: its interactions, its units."""

    def endpoint(request: Any, code: str, body: Any) -> HttpResponse:
        refuse_parameters(request)
        subject = parent.find(request.actor, code)
        made = run(request, call, subject, values=_values(body, request.actor, prepare))
        return created(request, resource, made)

    _typed(endpoint, body)
    router.post(
        f"/{{code}}/{resource.path}", response={201: resource.shown},
        operation_id=f"add_{resource.kind}_to_{parent.kind}",
        summary=f"Add one of the {resource.words} to one of the {parent.words}",
        openapi_extra={"parameters": [KEY]},
    )(endpoint)  # fmt: skip
    offered(call, "POST", f"/{parent.path}/{{code}}/{resource.path}")


def offer_update(
    router: Router, resource: Resource, call: Call, body: type[BaseModel], *, beside: tuple[str, ...] = ()
) -> None:
    """PATCH on one record: only what the request names changes, and only if nobody changed it meanwhile.

    `beside` are arguments of the action that are no attributes of the record.
    """
    apart = (*BESIDE, *beside)

    def endpoint(request: Any, code: str, body: Any) -> HttpResponse:
        refuse_parameters(request)
        subject = resource.find(request.actor, code)
        changes = arguments(body, request.actor)
        other = {name: changes.pop(name) for name in apart if name in changes}
        version = seen_version(request, required=True)
        changed = run(request, call, subject, values={"changes": changes, **other}, version=version)
        return answered(request, resource, changed)

    _typed(endpoint, body)
    router.patch(
        "/{code}", response=resource.shown, operation_id=f"update_{resource.kind}",
        summary=f"Change one of the {resource.words}",
        openapi_extra={"parameters": [condition(required=True), KEY]},
    )(endpoint)  # fmt: skip
    offered(call, "PATCH", f"/{resource.path}/{{code}}")


def offer_act(
    router: Router,
    resource: Resource,
    verb: str,
    call: Call,
    body: type[BaseModel] | None = None,
    *,
    prepare: Prepare | None = None,
    answers: Resource | None = None,
) -> None:
    """POST on a verb of one record. `answers` is the kind that the action returns, if it is another one."""
    shown = answers or resource

    def endpoint(request: Any, code: str, body: Any) -> HttpResponse:
        refuse_parameters(request)
        subject = resource.find(request.actor, code)
        version = seen_version(request)
        done = run(request, call, subject, values=_values(body, request.actor, prepare), version=version)
        return answered(request, shown, done)

    def bare(request: Any, code: str) -> HttpResponse:
        return endpoint(request, code, None)

    view = bare if body is None else _typed(endpoint, body)
    router.post(
        f"/{{code}}/{verb}", response=shown.shown, operation_id=f"{verb.replace('-', '_')}_{resource.kind}",
        summary=f"{verb.replace('-', ' ').capitalize()}: one of the {resource.words}",
        openapi_extra={"parameters": [condition(required=False), KEY]},
    )(view)  # fmt: skip
    offered(call, "POST", f"/{resource.path}/{{code}}/{verb}")


def offer_remove(router: Router, resource: Resource, call: Call, *, needs_reason: bool = False) -> None:
    """DELETE on one record: it leaves every list, its history stays. `?reason=` goes into the journal."""

    def with_reason(request: Any, code: str, reason: str) -> HttpResponse:
        return _removed(request, resource, call, code, reason)

    def plainly(request: Any, code: str, reason: str = "") -> HttpResponse:
        return _removed(request, resource, call, code, reason)

    router.delete(
        "/{code}", response={204: None}, operation_id=f"remove_{resource.kind}",
        summary=f"Take one of the {resource.words} away",
        openapi_extra={"parameters": [condition(required=False), KEY]},
    )(with_reason if needs_reason else plainly)  # fmt: skip
    offered(call, "DELETE", f"/{resource.path}/{{code}}")


def run(
    request: ApiRequest,
    call: Call,
    *subject: Record,
    values: Mapping[str, Any],
    version: int | None = None,
) -> Any:
    """One action, with the request's key and the version its author saw."""
    try:
        return call(
            *subject,
            actor=request.actor,
            idempotency_key=request_key(request),
            **_versioned(version),
            **values,
        )
    except Clash as clash:
        raise (spoken_clash(clash, subject[0]) if subject else clash) from None


def answered(request: ApiRequest, resource: Resource, record: Record, status: int = 200) -> HttpResponse:
    """What became of the record; a repeated request says that it was one."""
    response = resource.answer_anew(request.actor, record, status)
    if getattr(record, "repeated", False):
        response.headers["Idempotent-Replayed"] = "true"
    return response


def created(request: ApiRequest, resource: Resource, record: Record) -> HttpResponse:
    """A new record as it was written: reading it again would cost more than all its relations together."""
    is_known = resource.kind == record.KIND and request.actor.may(Right.READ)
    if is_known and not getattr(record, "repeated", False):
        response = resource.answer(record, 201)
    else:
        response = answered(request, resource, record, 201)
    response.headers["Location"] = f"/api/v1/{resource.path}/{record.code}"
    return response


def offered(call: Call, method: str, path: str) -> None:
    """Note where an action is offered."""
    for key, known in ACTIONS.items():
        if known.call is call:
            OFFERED.setdefault(key, f"{method} {path}")


def _removed(request: Any, resource: Resource, call: Call, code: str, reason: str) -> HttpResponse:
    subject = resource.find(request.actor, code)
    run(request, call, subject, values={"reason": reason}, version=seen_version(request))
    return HttpResponse(status=204)


def _values(body: BaseModel | None, actor: Actor, prepare: Prepare | None) -> dict[str, Any]:
    found = {} if body is None else arguments(body, actor)
    return prepare(found, actor) if prepare else found


def _versioned(version: int | None) -> dict[str, int]:
    return {} if version is None else {"version": version}


def _typed(endpoint: Call, body: type[BaseModel]) -> Call:
    """The body's type is known only here, so it is set where the framework looks for it."""
    endpoint.__annotations__["body"] = body
    return endpoint
