"""The words of importing."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RunState(TextChoices):
    READY = "ready", pgettext_lazy("import", "Ready")
    RUNNING = "running", pgettext_lazy("import", "Running")
    PAUSED = "paused", pgettext_lazy("import", "Paused")
    DONE = "done", pgettext_lazy("import", "Done")
    UNDOING = "undoing", pgettext_lazy("import", "Being undone")
    UNDONE = "undone", pgettext_lazy("import", "Undone")


class Existing(TextChoices):
    """What happens to a row whose record is already here."""

    UPDATE = "update", _("Update it")
    SKIP = "skip", _("Leave it as it is")
