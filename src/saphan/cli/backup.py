"""`saphan backup FILE`: everything into one file, also while people work."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from saphan.cli.answering import answer
from saphan.cli.commands import Commands, command
from saphan.cli.opening import open_house


def add(commands: Commands) -> None:
    added = command(commands, "backup", run, "Write everything into one file, also while people work.")
    added.add_argument("file", type=Path, metavar="FILE", help="the archive to write, such as saphan.tar")


def run(options: Namespace) -> None:
    open_house()
    from django.utils.translation import gettext as _

    from saphan.cli.archive import take_backup

    path = options.file.expanduser().resolve()
    manifest = take_backup(path)
    data = {
        "file": str(path),
        "bytes": path.stat().st_size,
        "rows": manifest.rows,
        "files": len(manifest.files),
    }
    sentence = _("Backup written to %(path)s: %(rows)d rows in %(tables)d tables, checked and counted.")
    answer(data, [sentence % {"path": path, "rows": manifest.rows, "tables": len(manifest.tables)}])
