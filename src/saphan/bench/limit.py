"""The least that a page can cost here: what the pages of the table are measured against."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template import Context, Engine
from django.test import Client
from django.test.client import ClientHandler
from django.urls import path

CARDS = 120
FIELDS = ("code", "url", "name", "client", "owner", "amount", "days")
TEMPLATE = (
    "{% for c in cards %}<article data-code='{{ c.code }}'><h3><a href='{{ c.url }}'>{{ c.name }}</a></h3>"
    "<p>{{ c.client }} {{ c.owner }}</p><p>{{ c.amount }} {{ c.days }}</p></article>{% endfor %}"
)


def least_page(client: Client, workspace: str, sql: Callable[[], object]) -> Callable[[], object]:
    """A request that finds session, user and member and answers with 120 cards, and the bare `sql`."""
    least = Client()
    least.cookies, least.handler = client.cookies, _Least(enforce_csrf_checks=False)

    def ask() -> object:
        response = least.get(f"/w/{workspace}/least/")
        if response.status_code != 200:
            raise RuntimeError(f"the least page answered {response.status_code}")
        return response.content, sql()

    return ask


def _cards(_request: HttpRequest) -> HttpResponse:
    cards = [{name: f"{name} {number}" for name in FIELDS} for number in range(CARDS)]
    return HttpResponse(PAGE.render(Context({"cards": cards})))


class _Least(ClientHandler):
    """Leads to the one page of this module through all that stands before a page of the product."""

    def get_response(self, request: Any) -> HttpResponseBase:
        request.urlconf = __name__
        return super().get_response(request)


PAGE = Engine().from_string(TEMPLATE)
urlpatterns = [path("w/<slug:workspace>/least/", _cards)]
