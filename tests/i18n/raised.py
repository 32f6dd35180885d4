"""Which refusals the source can raise, read from the source itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import saphan

SOURCE = Path(saphan.__file__).parent
ERRORS = frozenset({"RuleBroken", "NotAllowed", "NotFound", "Clash"})
CODE = re.compile(r"[a-z_*]+\.[a-z_]+")


@dataclass(frozen=True)
class Raised:
    """`code` has a star where it depends on the record. `values` is None where they cannot be read."""

    code: str
    kind: str
    place: str
    values: frozenset[str] | None

    def matches(self, code: str) -> bool:
        return re.fullmatch(re.escape(self.code).replace(r"\*", "[a-z_]+"), code) is not None


@cache
def refusals() -> list[Raised]:
    """Every refusal outside the tables of sentences."""
    return [found for path in _files() for found in _in_file(path)]


@cache
def codes_in_source() -> frozenset[str]:
    """Every literal that has the shape of a code, also those that wait in a table or a variable."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in _files()]
    literals = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return frozenset(each for each in literals if isinstance(each, str) and CODE.fullmatch(each))


def _files() -> list[Path]:
    apart = SOURCE / "words"
    return [path for path in sorted(SOURCE.rglob("*.py")) if apart not in path.parents]


def _in_file(path: Path) -> Iterator[Raised]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        kind, place = getattr(node.func, "id", ""), f"{path.relative_to(SOURCE)}:{node.lineno}"
        if kind in ERRORS:
            names = [each.arg for each in node.keywords]
            values = None if None in names else frozenset(filter(None, names))
            if code := _code(node.args[0]):
                yield Raised(code, kind, place, values)
        elif kind == "Problem" and len(node.args) == 4 and (code := _code(node.args[1])):
            yield Raised(code, kind, place, _keys(node.args[3]))


def _code(node: ast.expr) -> str | None:
    """The code as written; None for one that comes in a variable."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
    return None


def _keys(node: ast.expr) -> frozenset[str] | None:
    if not isinstance(node, ast.Dict):
        return None
    return frozenset(str(key.value) for key in node.keys if isinstance(key, ast.Constant))
