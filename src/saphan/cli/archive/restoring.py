"""Putting a backup in the place of what is there, only after it was found whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from saphan.cli.archive import postgres, sqlite
from saphan.cli.archive.manifest import Manifest, refuse_difference
from saphan.cli.archive.taking import FILES, KEY, database_name, take_backup
from saphan.cli.archive.unpacking import unpack
from saphan.cli.occupancy import alone_in_the_house
from saphan.core.errors import RuleBroken


def restore_backup(archive: Path, *, replace: bool) -> tuple[Manifest, str]:
    """Make the installation what it was when `archive` was taken.

    Returns the manifest and the place where what was there before is kept ("" when there was nothing).
    Raises RuleBroken("archive.would_overwrite") unless `replace`, RuleBroken("house.in_use") while a server
    runs, RuleBroken("archive.damaged" | "archive.differs"); then nothing was touched.
    """
    from django.conf import settings

    home = Path(settings.HOME)
    with alone_in_the_house(home), tempfile.TemporaryDirectory(dir=home, prefix=".restore-") as folder:
        manifest = unpack(archive, Path(folder), database_name())
        occupied = _is_occupied()
        if occupied and not replace:
            raise RuleBroken("archive.would_overwrite")
        kept = home / "replaced" / f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
        kept.mkdir(mode=0o700, parents=True)
        if manifest.engine == "sqlite":
            _swap_sqlite(Path(folder), kept, manifest)
        else:
            _load_postgres(Path(folder), kept, manifest, occupied=occupied)
        _swap_surroundings(Path(folder), home, kept)
    if not any(kept.iterdir()):
        kept.rmdir()
        return manifest, ""
    return manifest, str(kept)


def _is_occupied() -> bool:
    """Whether there is anything that a restore would replace."""
    from django.db import connection

    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    return "workspace_workspace" in connection.introspection.table_names()


def _swap_sqlite(folder: Path, kept: Path, manifest: Manifest) -> None:
    from django.db import connection

    refuse_difference(manifest, *sqlite.inspect(folder / sqlite.NAME))
    place = Path(connection.settings_dict["NAME"])
    if place.exists():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        # A log of the old database beside the new one would be played into it.
        for name in (f"{place}-wal", f"{place}-shm"):
            Path(name).unlink(missing_ok=True)
        os.link(place, kept / place.name)
    connection.close()
    (folder / sqlite.NAME).replace(place)


def _load_postgres(folder: Path, kept: Path, manifest: Manifest, *, occupied: bool) -> None:
    if occupied:
        take_backup(kept / "before-restore.tar")
    postgres.load(folder / postgres.NAME)
    refuse_difference(manifest, *postgres.inspect())


def _swap_surroundings(folder: Path, home: Path, kept: Path) -> None:
    from django.conf import settings

    files = Path(settings.MEDIA_ROOT)
    if files.exists():
        shutil.move(files, kept / FILES)
    if (folder / FILES).exists():
        shutil.move(folder / FILES, files)
    if (folder / KEY).exists():
        if (home / KEY).exists():
            shutil.move(home / KEY, kept / KEY)
        shutil.move(folder / KEY, home / KEY)
