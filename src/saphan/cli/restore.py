"""`saphan restore FILE`: the installation as it was when the backup was taken."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from saphan.cli.answering import answer
from saphan.cli.commands import Commands, command
from saphan.cli.opening import open_house


def add(commands: Commands) -> None:
    added = command(commands, "restore", run, "Make the installation what it was when a backup was taken.")
    added.add_argument("file", type=Path, metavar="FILE", help="an archive that “backup” wrote")
    added.add_argument("--replace", action="store_true", help="replace what is there; it is kept aside")


def run(options: Namespace) -> None:
    open_house()
    from django.utils.translation import gettext as _

    from saphan.cli.archive import restore_backup
    from saphan.cli.opening import migrate, pending_migrations

    manifest, kept = restore_backup(options.file.expanduser().resolve(), replace=options.replace)
    newer = pending_migrations()
    if newer:
        migrate()
    values = {"rows": manifest.rows, "taken_at": manifest.taken_at}
    lines = [_("Restored the backup of %(taken_at)s: %(rows)d rows, every count and sum as it was.") % values]
    if newer:
        lines.append(_("It came from an older version; its tables were brought up to date."))
    if kept:
        lines.append(_("What was here before is kept in %(path)s.") % {"path": kept})
    answer({**values, "kept": kept, "migrations": newer}, lines)
