"""What the journal and its runner say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "action.not_allowed": _("Your role does not include this. Nothing was changed."),
    "change.already_undone": _("This was already undone."),
    "change.not_undoable": _("This kind of change cannot be undone with one step. Set the value again."),
    "change.not_yours": _("Somebody else made this change. Ask them, or a director, to undo it."),
    "change.overtaken": _("A later change touched the same fields. Edit the value instead."),
    "record.changed_meanwhile": _("Somebody else saved this meanwhile. Compare both and save again."),
    "record.version_unknown": _("This form belongs to other data. Reload the page and try again."),
    "request.key_reused": _("This key already belongs to another request. Use a new one."),
}
