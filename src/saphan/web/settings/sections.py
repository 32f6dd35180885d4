"""The list at the side of every settings page, shortened to what the member may open."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right


class Section(NamedTuple):
    """One page. `right` is what it takes to open it; None: every member."""

    key: str
    label: Any
    right: Right | None = None


SECTIONS = (
    Section("home", _("My preferences")),
    Section("keys", _("Keyboard")),
    Section("notices", _("Notifications")),
    Section("security", _("Sign-in and security")),
    Section("workspace", _("Workspace"), Right.ADMINISTER),
    Section("form", _("Organisation form"), Right.ADMINISTER),
    Section("words", _("Words"), Right.ADMINISTER),
    Section("members", _("People and roles"), Right.ADMINISTER),
    Section("teams", _("Teams and departments"), Right.CONFIGURE),
    Section("territories", _("Territories"), Right.CONFIGURE),
    Section("pipelines", _("Pipelines and stages"), Right.CONFIGURE),
    Section("offerings", _("Products and services"), Right.CONFIGURE),
    Section("price_lists", _("Price lists"), Right.CONFIGURE),
    Section("quoting", _("Quotes"), Right.CONFIGURE),
    Section("rates", _("Currencies and rates"), Right.RATES),
    Section("tokens", _("Access for programs")),
)


def sections_for(actor: Actor) -> list[dict[str, Any]]:
    """The sections the member may open, with their addresses; those without a page are left out."""
    found = []
    for section in SECTIONS:
        if section.right is None or actor.may(section.right):
            try:
                address = reverse(f"settings:{section.key}", args=[actor.workspace.code])
            except NoReverseMatch:
                continue
            found.append({"key": section.key, "label": section.label, "url": address})
    return found
