"""The one clock. Tests set it; nothing else reads the time of day."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_fixed: ContextVar[int | None] = ContextVar("fixed_time", default=None)


def now() -> int:
    """The present instant in UTC microseconds."""
    fixed = _fixed.get()
    return time.time_ns() // 1_000 if fixed is None else fixed


@contextmanager
def at(instant: int) -> Iterator[None]:
    """Within the block the present is `instant` (UTC microseconds)."""
    token = _fixed.set(instant)
    try:
        yield
    finally:
        _fixed.reset(token)
