"""The least that a page can cost here: what the pages of the table are measured against."""

from __future__ import annotations

from collections.abc import Callable

from django.template import Context, Engine

CARDS = 120
FIELDS = ("code", "url", "name", "client", "owner", "amount", "days")
TEMPLATE = (
    "{% for c in cards %}<article data-code='{{ c.code }}'><h3><a href='{{ c.url }}'>{{ c.name }}</a></h3>"
    "<p>{{ c.client }} {{ c.owner }}</p><p>{{ c.amount }} {{ c.days }}</p></article>{% endfor %}"
)


def least_page(hello: Callable[[], object], sql: Callable[[], object]) -> Callable[[], object]:
    """A request with session, user and member (`hello`), a template with 120 cards, and the bare `sql`."""
    page = Engine().from_string(TEMPLATE)
    cards = [{name: f"{name} {number}" for name in FIELDS} for number in range(CARDS)]
    return lambda: (hello(), page.render(Context({"cards": cards})), sql())
