"""What saved views and cells of a list may refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "view.not_found": _("This view is no longer there, or it is not shared with you."),
    "view.unknown_place": _("There is no list “%(place)s” to save a view of. There are: %(places)s."),
    "view.name_missing": _("Give the view a name."),
    "view.name_too_long": _("The name of a view has at most %(most)s characters."),
    "view.query_too_long": _("This view has too many filters to be saved. Take some away."),
    "view.too_many": _("You have %(most)s views of this list. Delete one first."),
    "view.sharing_not_allowed": _("Your role cannot share views. Save it for yourself."),
    "cell.not_editable": _("This cell cannot be edited here."),
    "cell.not_a_choice": _("“%(text)s” is not one of the choices."),
    "cell.unreadable_number": _("“%(text)s” is not a whole number."),
    "paste.too_large": _("At most %(most)s cells can be pasted at once."),
    "paste.outside": _("There is no column here to paste into."),
}
