"""Short public codes: C-1042 for a client, D-88 for a deal. Never the database id."""

from __future__ import annotations

from django.db import connection

TAKE = """
    INSERT INTO workspace_counter (workspace_id, prefix, next_number) VALUES (%s, %s, %s)
    ON CONFLICT (workspace_id, prefix) DO UPDATE SET next_number = workspace_counter.next_number + %s
    RETURNING next_number
"""


def next_codes(workspace_id: int, prefix: str, how_many: int = 1) -> list[str]:
    """The next free codes of a kind. Call inside a transaction: the counter row stays locked until it ends."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [workspace_id, prefix, 1 + how_many, how_many])
        after = int(cursor.fetchone()[0])
    return [f"{prefix}-{number}" for number in range(after - how_many, after)]
