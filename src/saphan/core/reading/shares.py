"""Percentages as people write them."""

from __future__ import annotations

import re

from saphan.core.errors import RuleBroken

_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*[%％]?")


def read_share(text: str, field: str) -> int:
    """Basis points: 7, 12.5 % and 12,5 are 700, 1250 and 1250. Raises RuleBroken("line.bad_share")."""
    found = _PERCENT.fullmatch(text.strip())
    if found is None:
        raise RuleBroken("line.bad_share", field=field, text=text[:40])
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
