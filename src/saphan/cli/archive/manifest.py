"""What a backup claims to hold, and the comparison with what is found in it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from saphan.core.errors import RuleBroken

FORMAT = 1
Counts = dict[str, int]
Sums = dict[str, dict[str, int]]
BLOCK = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """`tables`: rows per table. `money`: minor units per "table.column" and currency ("" where none)."""

    engine: str
    version: str
    taken_at: str
    tables: Counts
    money: Sums
    files: dict[str, str] = field(default_factory=dict)  # path in the archive → SHA-256
    format: int = FORMAT

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1, sort_keys=True)

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


def read_manifest(text: str) -> Manifest:
    """Raises RuleBroken("archive.not_ours") and RuleBroken("archive.newer")."""
    try:
        values: dict[str, Any] = json.loads(text)
        found = Manifest(**values)
    except (ValueError, TypeError) as error:
        raise RuleBroken("archive.not_ours") from error
    if found.format > FORMAT:
        raise RuleBroken("archive.newer", format=found.format, known=FORMAT)
    return found


def refuse_difference(claimed: Manifest, tables: Counts, money: Sums) -> None:
    """Raise RuleBroken("archive.differs") unless every count and every sum is as claimed."""
    for name in sorted({*claimed.tables, *tables}):
        if claimed.tables.get(name) != tables.get(name):
            raise RuleBroken(
                "archive.differs", what=name, claimed=claimed.tables.get(name), found=tables.get(name)
            )
    for name in sorted({*claimed.money, *money}):
        if claimed.money.get(name) != money.get(name):
            raise RuleBroken(
                "archive.differs", what=name, claimed=claimed.money.get(name), found=money.get(name)
            )


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
