"""Short public codes: C-1042 for a client, D-88 for a deal. Never the database id."""

from __future__ import annotations

from django.db.models import F

from saphan.workspace.models import Counter


def next_codes(workspace_id: int, prefix: str, how_many: int = 1) -> list[str]:
    """The next free codes of a kind. Call inside a transaction: the counter row stays locked until it ends."""
    Counter.objects.get_or_create(workspace_id=workspace_id, prefix=prefix)
    mine = Counter.objects.filter(workspace_id=workspace_id, prefix=prefix)
    mine.update(next_number=F("next_number") + how_many)
    after = mine.values_list("next_number", flat=True).get()
    return [f"{prefix}-{number}" for number in range(after - how_many, after)]
