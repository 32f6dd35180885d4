"""Pages of figures, imports and exports."""

from __future__ import annotations

from typing import Any

from saphan.workspace.rights import Right
from tests.doors.matrix import Route

IMPORT = Right.IMPORT


def run(name: str, method: str = "GET", **more: Any) -> Route:
    """A page of one import; imports belong to the workspace."""
    return Route(f"importing:{name}", method, right=IMPORT, subject="import", right_first=True, **more)


ROUTES = [
    Route("performance:wall"),
    Route("performance:likely"),
    Route("importing:start", right=IMPORT),
    Route("importing:start", "POST", right=IMPORT, data=lambda world, record: {"kind": "accounts"}),
    run("columns"),
    run("columns", "POST", data=lambda world, record: {"column-0": "name"}),
    run("preview", "POST", data=lambda world, record: {"column-0": "name"}),
    run("mapping"),
    run("run"),
    run("progress"),
    run("trial"),
    run("trial_progress"),
    run("go", "POST"),
    run("pause", "POST"),
    run("bad_rows"),
]
# Addresses without a record of anybody in them: the measure or the list is the same word for everybody.
FIXED = {
    "performance:explain": (Right.READ, {"key": "win_rate"}),
    "performance:moved": (Right.READ, {"key": "win_rate"}),
    "performance:rows": (Right.EXPORT, {"key": "win_rate"}),
    "performance:wall_file": (Right.EXPORT, {"fmt": "csv"}),
    "pipeline:changes_file": (Right.EXPORT, {"fmt": "csv"}),
    "exporting:file": (Right.EXPORT, {"kind": "accounts", "fmt": "csv"}),
}
ROUTES += [Route(name, right=right, fixed=arguments) for name, (right, arguments) in FIXED.items()]
