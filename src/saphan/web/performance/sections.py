"""The pages of the performance area, shortened to what the member may open."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saphan.web.request import MemberRequest
from saphan.workspace.rights import Right


class Section(NamedTuple):
    key: str
    label: Any
    route: str
    right: Right = Right.READ


SECTIONS = (
    Section("wall", pgettext_lazy("performance", "Wall"), "wall"),
    Section("reports", _("Reports"), "reports"),
    Section("targets", pgettext_lazy("performance", "Targets"), "targets"),
    Section("satisfaction", _("Satisfaction"), "answers"),
    Section("costs", _("Costs"), "costs", Right.COSTS),
)


def sections(request: MemberRequest, here: str) -> list[tuple[str, Any, bool]]:
    """Address, label and whether it is the one that is open."""
    return [
        (reverse(f"performance:{each.route}", args=[request.workspace.code]), each.label, each.key == here)
        for each in SECTIONS
        if request.actor.may(each.right)
    ]
