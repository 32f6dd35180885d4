"""`saphan migrate`: bring the tables up to date."""

from __future__ import annotations

from argparse import Namespace

from saphan.cli.answering import answer
from saphan.cli.commands import Commands, command
from saphan.cli.opening import open_house


def add(commands: Commands) -> None:
    added = command(commands, "migrate", run, "Bring the tables of the database up to date.")
    added.add_argument(
        "--no-backup", action="store_true", help="leave out the backup that comes before a change"
    )


def run(options: Namespace) -> None:
    open_house()
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    from saphan.cli.upgrading import upgrade

    done = upgrade(with_backup=not options.no_backup)
    count = len(done.migrations)
    lines = [
        ngettext(
            "%(count)d change of the tables was made.", "%(count)d changes of the tables were made.", count
        )
        % {"count": count}
        if count
        else _("The tables are up to date.")
    ]
    if done.backup:
        lines.append(_("The state before is kept in %(path)s.") % {"path": done.backup})
    answer({"migrations": done.migrations, "backup": done.backup}, lines)
