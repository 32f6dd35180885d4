"""Titles of a list with the order they lead to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def columns_in(columns: Iterable[tuple[str, Any, str]], sort: str) -> list[dict[str, Any]]:
    """Each column (key, label, kind) as the head of a table shows it under `sort`."""
    return [_column(key, label, kind, sort) for key, label, kind in columns]


def _column(key: str, label: Any, kind: str, sort: str) -> dict[str, Any]:
    is_here, is_down = bool(key) and sort.removeprefix("-") == key, sort.startswith("-")
    order = ("descending" if is_down else "ascending") if is_here else ""
    to = f"-{key}" if is_here and not is_down else key
    return {"key": key, "label": label, "kind": kind, "order": order, "to": to}
