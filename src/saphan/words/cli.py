"""What the command line refuses, and what it could not do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "archive.damaged": _("This backup is damaged (%(trouble)s). Nothing was changed; take another one."),
    "archive.differs": _(
        "This backup does not hold what it says: %(what)s is %(found)s instead of %(claimed)s."
    ),
    "archive.exists": _("%(path)s is already there. Choose another name; a backup never replaces anything."),
    "archive.newer": _("This backup comes from a newer version. Install that version first."),
    "archive.no_folder": _("There is no folder %(path)s. Create it, or choose another place."),
    "archive.not_ours": _("This file is not a backup that “saphan backup” wrote."),
    "archive.not_there": _("There is no file %(path)s."),
    "archive.other_engine": _(
        "This backup is of a %(engine)s database, and this installation uses the other kind."
    ),
    "archive.tool_failed": _("%(tool)s could not do it: %(trouble)s"),
    "archive.tool_missing": _(
        "%(tool)s is not on this machine. It comes with the client tools of PostgreSQL."
    ),
    "archive.would_overwrite": _(
        "There is data here already. Add --replace to put it aside and restore the backup."
    ),
    "database.outdated": _("The database is not as this version needs it. Run “saphan migrate” first."),
    "database.unreachable": _("The database cannot be reached: %(trouble)s"),
    "demo.samples_missing": _(
        "The sample files are not at %(path)s, so the second workspace cannot be filled."
    ),
    "file.exists": _("%(path)s is already there. Choose another name; an export never replaces anything."),
    "file.not_there": _("There is no file %(path)s."),
    "filter.unknown": _("There is no %(part)s “%(wanted)s” among what you may see."),
    "house.in_use": _("A server or worker is running on this installation. End it first."),
    "import.unknown": _("There is no import “%(code)s” in this workspace."),
    "instant.unreadable": _(
        "“%(text)s” is not a day or an hour. Type it like 2026-06-16 or 2026-06-16T14:00."
    ),
    "kpi.no_period": _(
        "Say from which day to which: --from 2026-01-01 --to 2026-04-01, or --period 2026-Q1."
    ),
    "list.unknown_kind": _("There is no list “%(kind)s”. There are: %(known)s."),
    "member.unknown_address": _("Nobody in “%(workspace)s” has the address %(email)s."),
    "password.missing": _("No password came in. Write it on the first line of the input."),
    "password.weak": _("This password will not do. %(complaints)s"),
    "serve.address_in_use": _("Port %(port)s at %(host)s is taken. Choose another with --port."),
    "serve.no_names": _(
        "%(host)s can be reached by others. Set SAPHAN_HOSTS to the names under which people will come."
    ),
    "team.unknown": _("There is no team “%(team)s”."),
    "token.unknown": _("There is no token “%(code)s”, or it works no more."),
    "workspace.unknown": _("There is no workspace “%(code)s”. There are: %(known)s."),
}
