"""Database, tables, history, files and settings of this installation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from saphan.cli.checks.finding import Finding
from saphan.cli.opening import is_empty, open_house, pending_migrations


def findings() -> list[Finding]:
    """Every look, in an order where a later one means nothing if an earlier one found trouble."""
    open_house()
    found: list[Finding] = []
    for look in (_database, _tables, _soundness, _history, _ledger, _files, _messages, _settings):
        found.append(_careful(look))
        if not found[-1].is_fine and look in {_database, _tables}:
            break
    return found


def _careful(look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except Exception as error:  # whatever breaks a look is what the operator has to know
        return Finding(look.__name__.strip("_"), False, str(error).strip())


def _database() -> Finding:
    from django.db import connection

    if is_empty():
        return Finding(
            "database", False, f"{connection.vendor}, reachable, without tables: run “saphan migrate”"
        )
    return Finding("database", True, f"{connection.vendor}, reachable")


def _tables() -> Finding:
    pending = pending_migrations()
    return Finding("tables", not pending, ", ".join(pending) or "up to date")


def _soundness() -> Finding:
    """On PostgreSQL: whether an acknowledged change survives a power cut at all."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check" if connection.vendor == "sqlite" else "SHOW fsync")
        answer = str(cursor.fetchone()[0])
    is_fine = answer in {"ok", "on"}
    return Finding("storage", is_fine, answer if is_fine else f"{answer}: what was saved may be lost")


def _history() -> Finding:
    """Every record came into being in the journal, and its version is the last one there."""
    from saphan.cli.checks.history import strangers

    found = strangers()
    return Finding(
        "history", not found, "; ".join(found) or "every record has its beginning and its last change"
    )


def _ledger() -> Finding:
    from saphan.cli.checks.history import unbalanced

    found = unbalanced()
    return Finding("ledger", not found, "; ".join(found) or "adds up to what was won")


def _files() -> Finding:
    from django.conf import settings
    from django.core.files.storage import default_storage

    from saphan.clients.models import Attachment

    names = Attachment.objects.filter(removed_at=None).values_list("stored_as", flat=True)
    lost = [name for name in names.iterator() if not default_storage.exists(name)]
    shown = ", ".join(lost[:3])
    return Finding("files", not lost, shown or str(Path(settings.MEDIA_ROOT)))


def _messages() -> Finding:
    from saphan.administration.tasks import undelivered

    count = undelivered().count()
    return Finding("messages", not count, f"{count} given up on" if count else "none given up on")


def _settings() -> Finding:
    """Django's own review; strict when others than this machine can reach the installation."""
    from django.conf import settings
    from django.core import checks

    found = checks.run_checks(include_deployment_checks=not settings.ON_LOOPBACK)
    serious = [
        f"{one.id} {one.msg}" for one in found if one.level >= checks.WARNING and not one.is_silenced()
    ]
    return Finding(
        "settings",
        not serious,
        "; ".join(serious) or ("loopback" if settings.ON_LOOPBACK else "open to others"),
    )
