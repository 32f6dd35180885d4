"""Every page, opened by a Thai and by a Chinese reader, says nothing in English that we can say in their language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.doors.matrix import Access, Ownership, Route
from tests.doors.routes import all_routes
from tests.doors.world import World, build_world
from tests.i18n.catalogue import texts
from tests.i18n.markup import Words

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.one_database]
PAGES = [
    route
    for route in all_routes()
    if not route.is_api and route.method == "GET" and route.access is Access.RIGHT
]
# Names that Bridge & Co gave to its own stages and reasons; they happen to be words of ours as well. And the
# English nouns for which the page about words offers to take others, and the component sheet's sample of type and
# name of a colour.
ITS_OWN = frozenset({
    "New business", "Price", "Qualify", "Propose", "Negotiate", "client", "clients", "deal", "deals", "Bridge", "team",
})  # fmt: skip


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.mark.parametrize(("language", "catalogue"), [("th", "th"), ("zh-hans", "zh_Hans")])
def test_no_page_falls_back_to_english(world: World, language: str, catalogue: str) -> None:
    client, ours = reader(world, language), texts(catalogue)
    english = {text for text, translated in ours.items() if text != translated} - ITS_OWN
    opened = {route.name: words for route in PAGES if (words := read(client, route, world))}
    left = {name: sorted(words & english) for name, words in opened.items() if words & english}
    assert len(opened) > 40
    assert left == {}


def reader(world: World, language: str) -> Client:
    """The owner of the workspace, who sees everything."""
    user = world.people["owner"].member.user
    assert user is not None
    user.language = language
    user.save()
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def read(client: Client, route: Route, world: World) -> set[str]:
    """What the page says; nothing when the address answers with a file or sends elsewhere."""
    record = world.record(route.subject, "owner", Ownership.OWN) if route.subject else None
    arguments = {"workspace": world.story.workspace.code, **route.fixed}
    arguments |= route.arguments(record) if route.subject else {}
    answer = client.get(reverse(route.name, kwargs=arguments) + route.query, route.data(world, record))
    is_page = answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html")
    return Words(answer.content.decode()).said if is_page else set()
