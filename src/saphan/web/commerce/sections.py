"""The pages of what is agreed in money, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saphan.web.request import MemberRequest

SECTIONS = (("orders", _("Orders")), ("invoices", _("Invoices")), ("receipts", _("Receipts")))


def sections(
    request: MemberRequest, here: str, space: str = "commerce", of: Sequence[tuple[str, Any]] = SECTIONS
) -> list[tuple[str, Any, bool]]:
    """Address, label and whether it is the one that is open."""
    return [
        (reverse(f"{space}:{route}", args=[request.workspace.code]), label, route == here)
        for route, label in of
    ]
