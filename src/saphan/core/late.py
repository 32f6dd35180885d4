"""Engines that take long to load and that most work never touches: each loads when something of it is first used.

One place instead of an import inside every function that counts. `np` is NumPy; the store of facts adds its own.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

__all__ = ["Late", "np"]


class Late(ModuleType):
    """Stands for the module of this name until somebody asks it for something, and then has all that the module has."""

    def __getattr__(self, name: str) -> Any:
        module = import_module(self.__name__)
        self.__dict__.update(module.__dict__)  # from now on every look-up is a plain one
        return getattr(module, name)


if TYPE_CHECKING:
    import numpy as np
else:
    np = Late("numpy")
