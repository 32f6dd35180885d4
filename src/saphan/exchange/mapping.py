"""What goes where: the answers that make a foreign table ours. Written by the wizard or by hand as a file."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping as AnyMapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from saphan.core.errors import RuleBroken
from saphan.core.reading import DateOrder
from saphan.exchange.terms import Existing


@dataclass
class Mapping:
    """`columns`: title → field, or empty for a column that stays out. `constants`: field → value of every row.

    `answers`: field → text in the file → what it means here; an empty meaning leaves the field empty.
    `create`: relations whose unknown names may be created. `pipeline`: name of the pipeline deals go into, and
    `stages` to create it with when it is not there yet. `decimal_mark`: the sign before the decimals of amounts, for
    files with computed ones; what is finer than the currency is then rounded half to even.
    """

    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    create: list[str] = field(default_factory=list)
    date_order: str = ""
    decimal_mark: str = ""
    currency: str = ""
    existing: str = Existing.UPDATE
    pipeline: str = ""
    stages: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)

    @property
    def order(self) -> DateOrder:
        return DateOrder(self.date_order) if self.date_order else DateOrder.YMD


def mapping_of(values: AnyMapping[str, Any]) -> Mapping:
    """A mapping from a dictionary. Raises RuleBroken("mapping.unknown_key" | "mapping.bad_value")."""
    known = Mapping.__dataclass_fields__
    for key in values:
        if key not in known:
            raise RuleBroken("mapping.unknown_key", field=key)
    mapping = Mapping(**values)
    if mapping.date_order and mapping.date_order not in {"ymd", "dmy", "mdy"}:
        raise RuleBroken("mapping.bad_value", field="date_order")
    if mapping.decimal_mark not in {"", ".", ","}:
        raise RuleBroken("mapping.bad_value", field="decimal_mark")
    if mapping.existing not in Existing.values:
        raise RuleBroken("mapping.bad_value", field="existing")
    return mapping


def read_mapping(path: Path) -> Mapping:
    """A mapping file, TOML or JSON. Raises RuleBroken("mapping.unreadable")."""
    try:
        text = path.read_text(encoding="utf-8")
        return mapping_of(tomllib.loads(text) if path.suffix == ".toml" else json.loads(text))
    except (OSError, ValueError) as error:
        raise RuleBroken("mapping.unreadable", field="map", file=path.name, line=str(error)[:200]) from error
