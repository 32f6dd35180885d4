"""Base files: the facts of one workspace up to some position of its journal, in one immutable columnar file each.

A base is written under another name and published by renaming it, so that any number of processes may read bases
while one writes the next. Nothing is lost with it: it follows from the journal.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from saphan.measures.facts.engine import duckdb
from saphan.measures.facts.parts import PARTS
from saphan.measures.facts.reading import WATCHED, Position
from saphan.measures.statements import folder

SUFFIX, UNFINISHED = ".duckdb", ".writing"


class BaseFile(NamedTuple):
    """A published base: it holds the journal up to `seq`."""

    path: Path
    seq: int


def directory(workspace_id: int) -> Path:
    """Where the bases of a workspace lie."""
    return Path(settings.HOME) / "facts" / str(workspace_id)


def newest_base(workspace_id: int) -> BaseFile | None:
    """The base published last, if this version of Saphan can read it."""
    found = directory(workspace_id).glob(f"*-{fingerprint()}{SUFFIX}")
    newest = max(found, key=lambda path: path.name, default=None)
    return BaseFile(newest, int(newest.name.split("-")[1])) if newest else None


def attach(connection: duckdb.DuckDBPyConnection, base: BaseFile, zone: str) -> Position | None:
    """Open a base beside what `connection` holds. None when it is gone or was made in another time zone."""
    try:
        connection.execute(f"ATTACH '{base.path}' AS base (READ_ONLY)")
    except duckdb.IOException:  # its successor was published meanwhile
        return None
    row = connection.execute("SELECT zone, seq, anchor, change_id, line_id FROM base.made").fetchone()
    return Position(*row[1:]) if row and row[0] == zone else None


def spill_directory() -> Path:
    """Where work that does not fit into memory is put down meanwhile."""
    place = Path(settings.HOME) / "facts" / "spill"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def name_of(seq: int) -> str:
    """The name of a base published now: when, up to where, and in which form."""
    return f"{time.time_ns():020d}-{seq}-{fingerprint()}{SUFFIX}"


def publish(unfinished: Path, seq: int) -> BaseFile:
    """Give a finished file its name, durably, and remove what it replaces. Open readers keep what they have."""
    final = unfinished.with_name(name_of(seq))
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.rename(final)
    descriptor = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    for path in final.parent.glob(f"*{SUFFIX}"):
        if path != final:
            path.unlink(missing_ok=True)
    return BaseFile(final, seq)


@contextmanager
def only_writer(workspace_id: int) -> Iterator[Path]:
    """The directory to write in, once no other process writes there."""
    place = directory(workspace_id)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (place / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield place


@cache
def fingerprint() -> str:
    """Changes with every statement that facts are made by, so that no base outlives its form."""
    texts = "\0".join(path.read_text(encoding="utf-8") for path in folder("facts"))
    return hashlib.sha256(repr((texts, WATCHED, [part.name for part in PARTS])).encode()).hexdigest()[:12]
