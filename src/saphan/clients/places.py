"""Where something hangs: on a client, or on an opportunity and thereby on its client."""

from __future__ import annotations

from typing import Any


def hang(child: Any, about: Any) -> None:
    """Attach `child` to a client or an opportunity; the client of an opportunity shows it too."""
    if about.KIND == "account":
        child.account_id = about.pk
    else:
        child.opportunity_id, child.account_id = about.pk, about.account_id
