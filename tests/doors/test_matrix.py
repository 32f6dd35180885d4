"""Every route, asked by every role about everybody's records: the answer is what the matrix says, and a denial
changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.doors.matrix import ROLES, Access, Ownership, Route, expected, fingerprint
from tests.doors.routes import all_routes
from tests.doors.world import World, build_world

ROUTES = all_routes()
# Namespaces whose routes are described by the API's own table of operations, or that Django serves itself.
ELSEWHERE = ("api-",)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _open_database(django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


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


def _ask(client: Client, route: Route, world: World, record: Any, workspace: str) -> int:
    arguments = route.arguments(record) if route.subject else {}
    address = reverse(route.name, kwargs={"workspace": workspace, **arguments})
    sent = route.data(world, record)
    options = {"content_type": route.content_type} if route.content_type else {}
    response = getattr(client, route.method.lower())(address, sent, **options)
    return int(response.status_code)


@pytest.mark.parametrize("route", [r for r in ROUTES if r.access is Access.RIGHT], ids=str)
def test_each_role_gets_what_the_matrix_says(world: World, route: Route) -> None:
    wrong = []
    for role in ROLES:
        client = Client()
        client.force_login(world.people[role].member.user, backend="django.contrib.auth.backends.ModelBackend")
        for whose in Ownership if route.subject else [Ownership.OWN]:
            record = world.record(route.subject, role, whose) if route.subject else None
            wish, before = expected(route, role, whose), fingerprint()
            with transaction.atomic():
                status = _ask(client, route, world, record, world.story.workspace.code)
                if wish == "allowed":
                    transaction.set_rollback(True)
            right_answer = {"allowed": status in route.allowed, "denied": status == 403, "absent": status == 404}
            if not right_answer[wish]:
                wrong.append(f"{role}/{whose}: {status}, should be {wish}")
            if fingerprint() != before:
                wrong.append(f"{role}/{whose}: {status} left a change behind")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("route", [r for r in ROUTES if r.access is Access.RIGHT], ids=str)
def test_a_stranger_and_somebody_not_signed_in_learn_nothing(world: World, route: Route) -> None:
    record = world.record(route.subject, "owner", Ownership.OWN) if route.subject else None
    before = fingerprint()
    stranger = Client()
    stranger.force_login(world.other.krit.member.user, backend="django.contrib.auth.backends.ModelBackend")
    assert _ask(stranger, route, world, record, world.story.workspace.code) == 404
    assert _ask(Client(), route, world, record, world.story.workspace.code) in (302, 401)
    assert fingerprint() == before
