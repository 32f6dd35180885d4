"""What the care of clients may refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAMELESS = _("A name is needed here. Nothing was saved.")
IN_FUTURE = _("This day has not come yet. Choose today or an earlier one.")
BAD_VALUE = _("This value does not fit here. Check it and save again.")
UNKNOWN_FIELD = _("This field cannot be changed here.")
OUT_OF_SIGHT = _("What this points to is not there, or not among the things you may see.")
ABOUT = ("account", "person", "business_unit", "affiliation", "stakeholder", "interaction", "next_step")

WORDS = {
    **{f"{kind}.required": NAMELESS for kind in ABOUT},
    **{f"{kind}.in_future": IN_FUTURE for kind in ABOUT},
    **{f"{kind}.bad_value": BAD_VALUE for kind in ABOUT},
    **{f"{kind}.unknown_field": UNKNOWN_FIELD for kind in ABOUT},
    **{f"{kind}.unknown_reference": OUT_OF_SIGHT for kind in ABOUT},
    "account.likely_duplicate": _(
        "This client seems to be there already: %(matches)s. Open it, or create this one anyway."
    ),
    "account.merge_with_itself": _("A client cannot be merged with itself. Choose another one."),
    "account.merged": _("This client lives on in another one. Undo the merge to bring it back."),
    "account.out_of_reach": _("Only its owner or a director may change this client."),
    "account.owner_out_of_reach": _("You may not hand a client to this person. Ask a director."),
    "account.parent_cycle": _("A company cannot stand above itself. Choose another parent company."),
    "account.some_out_of_reach": _(
        "%(missing)s of these clients may not be changed by you, so none was. Take them out and try again."
    ),
    "account.too_many_pins": _("There is room for %(most)s pinned clients. Unpin one first."),
    "affiliation.dates_reversed": _("The job would end before it began. Check both days."),
    "attachment.empty": _("This file is empty. Choose another one."),
    "attachment.too_large": _("A file may have at most 20 MB. Make it smaller, or send a link instead."),
    "attachment.type_not_allowed": _("Files of this kind are not kept here. These are: %(allowed)s."),
    "attachment.unpacks_too_large": _("This document unpacks to more than it should. It was not kept."),
    "interaction.already_logged": _("This was written down before, in a place you may not see."),
    "interaction.too_long": _("This is longer than %(most)s characters. Shorten it, or attach it as a file."),
    "next_step.not_open": _("This step is done or dropped already. Plan a new one instead."),
    "person.works_nowhere": _("%(name)s has no job at a client you see. Say first where this person works."),
    "stakeholder.reports_to_cycle": _("Somebody would report to themselves. Choose another superior."),
    "stakeholder.without_account": _("Name the client of this deal first."),
}
