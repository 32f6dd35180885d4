"""Every route, asked by every role about everybody's records: the answer is what the matrix says, and a
denial changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from saphan.api.door import api
from saphan.workspace.models import Member
from saphan.workspace.rights import RIGHTS, Scope
from saphan.workspace.terms import Role
from tests.doors.matrix import ROLES, Access, Ownership, Route, expected, fingerprint, roles_asked, writes
from tests.doors.offered import offered, pages
from tests.doors.routes import all_routes
from tests.doors.world import World, build_world

pytestmark = pytest.mark.django_db
ROUTES = all_routes()
# Namespaces whose routes are described by the API's own table of operations, or that Django serves itself.
ELSEWHERE = ("api-",)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


def named_routes(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """Every URL name of the product with its namespaces."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from named_routes(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


def test_every_route_is_in_the_matrix() -> None:
    known = {route.name for route in ROUTES}
    unlisted = {name for name in named_routes(get_resolver()) if not name.startswith(ELSEWHERE)} - known
    assert not unlisted, f"add these routes to tests/doors/routes: {sorted(unlisted)}"


def _ask(opener: Opener, route: Route, world: World, record: Any) -> int:
    arguments = route.arguments(record) if route.subject or "{" in route.name else {}
    sent = route.data(world, record)
    if route.is_api:
        return opener.call(route, route.name.format_map(arguments) + route.query, sent)
    address = reverse(
        route.name, kwargs={"workspace": world.story.workspace.code, **route.fixed, **arguments}
    )
    return opener.open(route, address, sent)


@dataclass
class Opener:
    """Somebody at both doors: a browser with a session, a program with a token. Without: nobody we know."""

    client: Client
    secret: str = ""
    program: Client = field(default_factory=Client)

    def open(self, route: Route, address: str, sent: dict[str, Any]) -> int:
        options = {"content_type": route.content_type} if route.content_type else {}
        return int(getattr(self.client, route.method.lower())(address, sent, **options).status_code)

    def call(self, route: Route, path: str, sent: Any) -> int:
        headers = {"If-Match": "*"} | ({"Authorization": f"Bearer {self.secret}"} if self.secret else {})
        is_form = route.content_type == "multipart/form-data"
        if route.method == "GET" or is_form:
            options: dict[str, Any] = {"data": sent}
        else:
            options = {"data": json.dumps(sent), "content_type": "application/json"}
        return int(
            getattr(self.program, route.method.lower())(
                f"/api/v1{path}", headers=headers, **options
            ).status_code
        )


def opener_of(member: Member, secret: str) -> Opener:
    client = Client()
    if member.user is not None:
        client.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return Opener(client, secret)


@pytest.fixture(scope="module")
def openers(world: World) -> dict[str, Opener]:
    """Signed in once per role: the matrix has thousands of cells."""
    stranger = opener_of(world.other.krit.member, world.secrets["stranger"])
    known = {role: opener_of(world.people[role].member, world.secrets[role]) for role in ROLES}
    places = {"acting": {"role": Role.AE.value}, "looking": {"member": world.people[Role.AE].member.pk}}
    elsewhere = {name: standing(world.people[Role.OWNER].member, place) for name, place in places.items()}
    return {**known, **elsewhere, "stranger": stranger, "nobody": Opener(Client())}


def standing(member: Member, place: dict[str, Any]) -> Opener:
    """Somebody who acts in another role, or looks as a colleague."""
    opener = opener_of(member, "")
    session = opener.client.session
    session["standing"] = {member.workspace.code: place}
    session.save()
    return opener


@pytest.fixture(scope="module")
def untouched(world: World, openers: dict[str, Opener]) -> str:
    """The fingerprint that every cell must leave behind."""
    return fingerprint()


GUARDED = [route for route in ROUTES if route.access is Access.RIGHT]


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_each_role_gets_what_the_matrix_says(
    world: World, openers: dict[str, Opener], untouched: str, route: Route
) -> None:
    wrong = []
    for role in roles_asked(route):
        for whose in route.cells:
            record = world.record(route.subject, role, whose) if route.subject else None
            wish = expected(route, role, whose)
            with transaction.atomic(), writes() as written:
                status = _ask(openers[role], route, world, record)
                has_changed = bool(written) and wish != "allowed" and fingerprint() != untouched
                transaction.set_rollback(True)
            right_answer = {
                "allowed": status in route.allowed, "denied": status == route.denied,
                "absent": status == route.absent,
            }  # fmt: skip
            if not right_answer[wish]:
                wrong.append(f"{role}/{whose}: {status}, should be {wish}")
            if has_changed:
                wrong.append(f"{role}/{whose}: {status} left a change behind")
    assert not wrong, "\n".join(wrong)


PAGES = [route for route in GUARDED if not route.is_api]


@pytest.mark.parametrize("route", PAGES, ids=str)
def test_an_owner_in_another_place_gets_no_more_than_that_place(
    world: World, openers: dict[str, Opener], untouched: str, route: Route
) -> None:
    wrong = []
    for whose in {route.cells[0], *route.cells[2:3]}:  # own, and of another team
        mine, theirs = (
            world.record(route.subject, role, whose) if route.subject else None
            for role in (Role.OWNER.value, Role.AE.value)
        )
        for name, record in (("acting", mine), ("looking", theirs)):
            wish, is_sent = expected(route, Role.AE, whose), route.method != "GET" and name == "looking"
            if wish == "allowed" and not is_sent:
                continue
            with transaction.atomic(), writes() as written:
                status = _ask(openers[name], route, world, record)
                has_changed = bool(written) and fingerprint() != untouched
                transaction.set_rollback(True)
            if status in (200, 201, 204, 303) and wish != "allowed":
                wrong.append(f"{name}/{whose}: {status}, should be {wish}")
            if has_changed and (wish != "allowed" or (name == "looking" and route.name != "desk:step_back")):
                wrong.append(f"{name}/{whose}: {status} left a change behind")
            if (
                name == "looking"
                and route.method != "GET"
                and route.name != "desk:step_back"
                and status != 403
            ):
                wrong.append(f"{name}/{whose}: {status}, nothing may be sent")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_a_stranger_and_somebody_not_signed_in_learn_nothing(
    world: World, openers: dict[str, Opener], untouched: str, route: Route
) -> None:
    record = world.record(route.subject, "owner", Ownership.OWN) if route.subject else None
    with writes() as written:
        assert _ask(openers["nobody"], route, world, record) in (302, 401)
        # Without a subject an operation of the API is about the stranger's own workspace.
        if route.subject or not route.is_api:
            assert _ask(openers["stranger"], route, world, record) == route.absent
    assert not written or fingerprint() == untouched


def test_every_operation_of_the_api_is_in_the_matrix() -> None:
    known = {str(route) for route in ROUTES if route.is_api}
    described = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items()
        for method in methods
    }
    assert described - known == set(), "add these operations to tests/doors/routes/api.py"
    assert known - described == set(), "these operations are gone"


@pytest.mark.parametrize("who", [Role.READER, "looking"])
def test_nothing_is_offered_to_who_only_reads(world: World, openers: dict[str, Opener], who: str) -> None:
    client = openers[who].client
    found = {
        (page, str(route))
        for page, _record in pages(world, Ownership.OWN)
        for route, _to in offered(client, page)
    }
    assert not found, "\n".join(map(str, sorted(found)))


def test_what_a_teammate_alone_may_do_is_not_offered_on_the_page_of_their_record(
    world: World, openers: dict[str, Opener]
) -> None:
    client = openers[Role.AE].client
    found = {
        (page, str(route))
        for page, record in pages(world, Ownership.TEAM)
        for route, to in offered(client, page)
        if RIGHTS[Role.AE].get(route.right, Scope.NONE) in (Scope.NONE, Scope.OWN)
        and record.code in to.split("/")
    }
    assert not found, "\n".join(map(str, sorted(found)))
