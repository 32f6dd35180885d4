"""A pytest plugin under which Django cannot be imported, as on a machine that does not have it."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec


class DjangoIsAbsent(MetaPathFinder):
    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        if fullname.partition(".")[0] == "django":
            raise ModuleNotFoundError("The core is tested without Django.", name=fullname)
        return None


if "django" in sys.modules:
    raise RuntimeError("Django was imported before the core's tests could do without it.")
sys.meta_path.insert(0, DjangoIsAbsent())
