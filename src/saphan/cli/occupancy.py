"""Who uses the home directory right now: servers and workers share it, a restore wants it alone."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from saphan.core.errors import RuleBroken

NAME = "in-use"


@contextmanager
def at_work(home: Path) -> Iterator[None]:
    """Held by a server or worker for as long as it runs; the system lets go of it when the process ends."""
    with (home / NAME).open("a") as file:
        _lock(file.fileno(), fcntl.LOCK_SH)
        yield


@contextmanager
def alone_in_the_house(home: Path) -> Iterator[None]:
    """Raises RuleBroken("house.in_use") while a server or worker runs on this home directory."""
    with (home / NAME).open("a") as file:
        _lock(file.fileno(), fcntl.LOCK_EX)
        yield


def _lock(descriptor: int, kind: int) -> None:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise RuleBroken("house.in_use") from error
