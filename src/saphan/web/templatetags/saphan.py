"""Small pieces of pages: icons, avatars, and drawings that a strict content policy allows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from saphan.core.period import local_date
from saphan.core.text import initials
from saphan.journal import now
from saphan.web.browsers import browser_named
from saphan.web.markup import put
from saphan.workspace.models.record import label_of

register = template.Library()
TINTS = 8


@register.simple_tag
def icon(name: str, kind: str = "") -> SafeString:
    """An icon of the sprite; decoration, so its meaning must stand beside it in words."""
    return _icon(name, kind)


@lru_cache(maxsize=512)  # a page has dozens, of some forty different ones
def _icon(name: str, kind: str) -> SafeString:
    return put(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        kind,
        static("built/icons.svg"),
        name,
    )


register.filter("browser_named", browser_named)


@register.simple_tag
def enter() -> SafeString:
    """The key Enter. The sign for it is in none of our faces, so it is drawn."""
    return format_html('<kbd>{}<span class="sr">Enter</span></kbd>', icon("corner-down-left", "tiny"))


@register.simple_tag
def avatar(record: Any, kind: str = "") -> SafeString:
    """The letters of a person (circle) or company (`kind` holds "company"); the tint stays with the record."""
    return put(
        '<span class="avatar t{} {}" aria-hidden="true">{}</span>',
        record.pk % TINTS + 1,
        kind,
        initials(str(record)),
    )


@register.simple_tag
def avatar_of(name: str, number: int, kind: str = "") -> SafeString:
    """The same for a page that has the name and the id at hand."""
    return put(
        '<span class="avatar t{} {}" aria-hidden="true">{}</span>',
        number % TINTS + 1,
        kind,
        initials(name or "?"),
    )


@register.simple_tag
def stage_label(record: Any) -> str:
    """A configured word (pipeline, stage, reason, territory) in the reader's language."""
    return label_of(record, get_language() or "en")


@register.inclusion_tag("ui/sparkline.html")
def sparkline(
    values: Sequence[Any], better: str = "up", width: int = 130, height: int = 28
) -> dict[str, Any]:
    """A line through the values that are known; a gap where one is not. The last point says better or worse."""
    known: list[Any] = [value for value in values if value is not None]
    low, high = (Fraction(min(known)), Fraction(max(known))) if known else (Fraction(0), Fraction(1))
    span = (high - low) or Fraction(1)
    step = width / max(len(values) - 1, 1)
    places = [
        None
        if value is None
        else (
            round(place * step, 1),
            round(height - 3 - float((Fraction(value) - low) / span) * (height - 6), 1),
        )
        for place, value in enumerate(values)
    ]
    lines: list[list[str]] = [[]]
    for place in places:
        if place is None:
            lines.append([])
        else:
            lines[-1].append(f"{place[0]},{place[1]}")
    drawn = [" ".join(line) for line in lines if line]
    last = next((place for place in reversed(places) if place), None)
    worse = len(known) > 1 and (known[-1] < known[-2] if better == "up" else known[-1] > known[-2])
    return {"lines": drawn, "last": last, "width": width, "height": height, "worse": worse}


@register.inclusion_tag("ui/bullet.html")
def bullet(
    value: Fraction | int | None,
    whole: Fraction | int,
    below: bool = False,
    width: int = 104,
    tick: Fraction | int | None = None,
) -> dict[str, Any]:
    """A bar from zero: `value` of `whole`, cut at the end of the track; `tick` is where its target stands."""
    place = None if tick is None else _along(tick, whole, width)
    return {"length": _along(value, whole, width), "width": width, "below": below, "tick": place}


def _along(value: Fraction | int | None, whole: Fraction | int, width: int) -> float:
    share = Fraction(value) / whole if value is not None and whole else Fraction(0)
    return round(float(min(max(share, Fraction(0)), Fraction(1))) * width, 1)


@register.filter
def add_class(field: Any, names: str) -> SafeString:
    """A form field's widget with more classes."""
    return SafeString(field.as_widget(attrs={"class": names}))


@register.simple_tag(takes_context=True)
def with_query(context: Any, **changes: Any) -> str:
    """The present address's query with some values changed; None takes one away. A page change drops the cursor."""
    query = context["request"].GET.copy()
    query.pop("after", None)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.inclusion_tag("past/link.html", takes_context=True)
def look_back(context: Any) -> dict[str, Any]:
    """The way into the past of a page: the same address at the end of last month."""
    request = context["request"]
    today = local_date(now(), request.workspace.zone)
    query = request.GET.copy()
    query["as_of"] = (today.replace(day=1) - timedelta(days=1)).isoformat()
    return {"url": f"?{query.urlencode()}"}
