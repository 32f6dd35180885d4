"""What a page offers: its links, forms and buttons, by the routes of the matrix that they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.urls import Resolver404, resolve, reverse

from saphan.workspace.rights import Right
from saphan.workspace.terms import Role
from tests.doors.matrix import Access, Ownership, Route
from tests.doors.routes import all_routes
from tests.doors.world import World

ROUTES = all_routes()
READING = frozenset({Right.READ, Right.COSTS})


class Offers(HTMLParser):
    """Where a page leads and what it sends, as pairs of method and address."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.found = page, set[tuple[str, str]]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href", "").startswith("/"):
            self.found.add(("GET", given["href"]))
        if tag == "form" and given.get("method", "").lower() == "post":
            self.found.add(("POST", given.get("action") or self.page))
        for name, value in given.items():
            if name in ("hx-post", "hx-get", "formaction", "data-move", "data-post") and value.startswith(
                "/"
            ):
                self.found.add(("GET" if name == "hx-get" else "POST", value))


def pages(world: World, whose: Ownership) -> Iterator[tuple[str, Any]]:
    """Addresses of every page that shows something by reading alone, with the record that each is about."""
    for route in ROUTES:
        if (
            route.is_api
            or route.method != "GET"
            or route.access is not Access.RIGHT
            or route.right not in READING
        ):
            continue
        if whose not in route.cells:
            continue
        record = world.record(route.subject, Role.AE, whose) if route.subject else None
        arguments = route.arguments(record) if route.subject or "{" in route.name else {}
        place = {"workspace": world.story.workspace.code, **route.fixed, **arguments}
        yield reverse(route.name, kwargs=place), record


RIGHT_OF = {(route.name, route.method): route for route in ROUTES if not route.is_api}


def asked(method: str, address: str) -> Route | None:
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    return RIGHT_OF.get((match.view_name, method))


def offered(client: Client, page: str) -> Iterator[tuple[Route, str]]:
    """The routes that ask for more than reading and that the page leads to, each with the address."""
    answer = client.get(page)
    if answer.status_code != 200 or "html" not in answer["Content-Type"]:
        return
    offers = Offers(page)
    offers.feed(answer.content.decode())
    for method, address in offers.found:
        route = asked(method, address)
        if route is not None and route.access is Access.RIGHT and route.right not in READING:
            yield route, urlsplit(address).path
