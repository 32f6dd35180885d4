"""The bar below the page on phones: two areas on either side of what adds something."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

register = template.Library()
# Of the areas that are there, the first four of these; all others are in the sheet that the middle opens.
ORDER = ("today", "clients", "engagements", "pipeline", "performance")
SIDES = 2


@register.simple_tag
def phone_bar(areas: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """`left` and `right` of the middle, and the `others`."""
    known = list(areas)
    by_space = {area["space"]: area for area in known}
    chosen = [by_space[space] for space in ORDER if space in by_space][: 2 * SIDES]
    others = [area for area in known if area not in chosen]
    return {"left": chosen[:SIDES], "right": chosen[SIDES:], "others": others}
