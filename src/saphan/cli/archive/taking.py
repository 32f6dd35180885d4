"""Taking a backup, also while people work."""

from __future__ import annotations

import os
import tarfile
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from saphan import __version__
from saphan.cli.archive import postgres, sqlite
from saphan.cli.archive.manifest import Counts, Manifest, Sums, sha256_of
from saphan.core.errors import RuleBroken

MANIFEST, KEY, FILES = "manifest.json", "secret-key", "files"


def take_backup(target: Path) -> Manifest:
    """Write everything into `target`, readable by its owner only. It appears under its name when it is whole.

    Raises RuleBroken("archive.exists") rather than overwrite, and what the database's own tools say.
    """
    if target.exists():
        raise RuleBroken("archive.exists", field="file", path=str(target))
    if not target.parent.is_dir():
        raise RuleBroken("archive.no_folder", field="file", path=str(target.parent))
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        database = Path(folder) / database_name()
        tables, money = _copy_database(database)
        # The database first: a file may then be there without its row, never a row without its file.
        contents = {database.name: database, **_surroundings()}
        manifest = Manifest(
            engine=_engine(), version=__version__, taken_at=datetime.now(UTC).isoformat(timespec="seconds"),
            tables=tables, money=money, files={name: sha256_of(path) for name, path in contents.items()},
        )  # fmt: skip
        whole = Path(folder) / "whole.tar"
        _pack(whole, manifest, contents)
        whole.rename(target)
    return manifest


def database_name() -> str:
    return sqlite.NAME if _engine() == "sqlite" else postgres.NAME


def _engine() -> str:
    from django.db import connection

    return connection.vendor


def _copy_database(target: Path) -> tuple[Counts, Sums]:
    from django.db import connection

    if _engine() != "sqlite":
        return postgres.dump(target)
    sqlite.snapshot(Path(connection.settings_dict["NAME"]), target)
    return sqlite.inspect(target)


def _surroundings() -> dict[str, Path]:
    """The secret key, which opens sealed sign-in secrets, and the uploaded files, by name in the archive."""
    from django.conf import settings

    key, files = Path(settings.HOME) / KEY, Path(settings.MEDIA_ROOT)
    found = {KEY: key} if key.exists() else {}
    paths = (path for path in sorted(files.rglob("*")) if path.is_file()) if files.is_dir() else ()
    return found | {f"{FILES}/{path.relative_to(files).as_posix()}": path for path in paths}


def _pack(target: Path, manifest: Manifest, contents: dict[str, Path]) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as archive:
            text = manifest.to_json().encode()
            head = tarfile.TarInfo(MANIFEST)
            head.size, head.mode = len(text), 0o600
            archive.addfile(head, BytesIO(text))
            for name, path in contents.items():
                archive.add(path, arcname=name, recursive=False)
        file.flush()
        os.fsync(file.fileno())
