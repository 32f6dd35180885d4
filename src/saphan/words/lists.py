"""What asking for a list may refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "list.bad_cursor": _("This place in the list is no longer valid. Start again from its beginning."),
    "list.bad_limit": _("A list comes in pages of 1 to 200 rows. Choose a number in between."),
    "list.bad_value": _("“%(value)s” does not fit this filter. Choose another value."),
    "list.unknown_filter": _("This list has no such filter."),
    "list.unknown_sort": _("This list cannot be sorted by “%(value)s”."),
}
