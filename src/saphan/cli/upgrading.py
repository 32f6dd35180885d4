"""Bringing an existing installation to this version: a backup, then the tables, then the static files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from saphan.cli.opening import is_empty, migrate, pending_migrations


@dataclass(frozen=True)
class Upgrade:
    """What was done: the migrations, and where the state before them is kept ("" where there was none)."""

    migrations: list[str] = field(default_factory=list)
    backup: str = ""


def upgrade(*, with_backup: bool = True) -> Upgrade:
    """Lay or change the tables as this version needs them; what a database holds is backed up first."""
    holds_nothing = is_empty()
    pending = pending_migrations()
    if not pending:
        return Upgrade()
    kept = _backup_before() if with_backup and not holds_nothing else ""
    migrate()
    return Upgrade(pending, kept)


def collect_static() -> bool:
    """Copy styles, scripts and fonts to where the server reads them; returns whether they had changed."""
    from django.conf import settings
    from django.core.management import call_command

    target = Path(settings.STATIC_ROOT)
    stamp, wanted = target / ".collected", _fingerprint(settings.STORAGES["staticfiles"]["BACKEND"])
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=target.exists())
    target.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)
    return True


def _fingerprint(storage: str) -> str:
    """Names, sizes and times of every static file that there is."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256(storage.encode())
    for finder in get_finders():
        for path, place in finder.list([]):
            status = Path(place.path(path)).stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _backup_before() -> str:
    from django.conf import settings
    from django.utils.timezone import now

    from saphan.cli.archive import take_backup

    folder = Path(settings.HOME) / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"before-upgrade-{now():%Y%m%d-%H%M%S}.tar"
    take_backup(path)
    return str(path)
