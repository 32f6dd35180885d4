"""What every route allows to whom, one file per area. A route that is in no file fails the build."""

from __future__ import annotations

import importlib
import pkgutil

from tests.doors.matrix import Route


def all_routes() -> list[Route]:
    """The rows of every area, in the order of the files."""
    found: list[Route] = []
    for module in pkgutil.iter_modules(__path__):
        found += importlib.import_module(f"{__name__}.{module.name}").ROUTES
    return found
