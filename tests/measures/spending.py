"""Short ways to tell what selling cost."""

from __future__ import annotations

from datetime import date
from typing import Any

from saphan.commerce.actions import create_cost
from saphan.commerce.models import CostLine
from tests.story import Story, on


def spent(
    story: Story, day: str, amount: int, kind: str = "ads", *, until: str = "", **known: Any
) -> CostLine:
    """A cost of a day, or of the days to `until`, in whole units; noted on its first day."""
    with on(day):
        return create_cost(
            actor=story.fon, kind=kind, amount_minor=amount * 100, starts_on=date.fromisoformat(day),
            ends_on=date.fromisoformat(until) if until else None, **known,
        )  # fmt: skip
