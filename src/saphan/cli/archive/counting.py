"""Rows of every table and the sum of every column of money, on either database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from saphan.cli.archive.manifest import Counts, Sums

Ask = Callable[[str], Iterable[Sequence[Any]]]
MONEY, CURRENCY = "_minor", "currency"


def count_rows(ask: Ask, columns: dict[str, list[str]]) -> Counts:
    """`ask` runs a statement; `columns` lists the columns of each table, names as the database gave them."""
    return {table: next(iter(ask(f'SELECT count(*) FROM "{table}"')))[0] for table in sorted(columns)}  # noqa: S608


def sum_money(ask: Ask, columns: dict[str, list[str]]) -> Sums:
    """Minor units per column and, where a row names one, per currency."""
    found: Sums = {}
    for table, names in sorted(columns.items()):
        currency = f'"{CURRENCY}"' if CURRENCY in names else "''"
        for name in (name for name in names if name.endswith(MONEY)):
            rows = ask(
                f'SELECT {currency}, sum("{name}") FROM "{table}" '  # noqa: S608
                f'WHERE "{name}" IS NOT NULL GROUP BY 1'
            )
            found[f"{table}.{name}"] = {key: int(total) for key, total in rows}
    return found
