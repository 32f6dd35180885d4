"""What quotes and price lists may refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "date.before_sent": _("It was sent on %(on)s. Choose that day or a later one."),
    "paper.fonts_missing": _(
        "This installation has no letters for all languages of a document (%(names)s). Install Saphan anew, or the fonts on the system; nothing was printed."
    ),
    "price.not_listed": _("No price in %(currency)s is listed for “%(name)s”. Type one."),
    "price_list.overlaps": _(
        "“%(name)s” holds on some of these days for the same clients and currency. Choose days that do not overlap."
    ),
    "price_list.rows_differ": _(
        "The rows of price list “%(text)s” do not agree on this. Give them the same value."
    ),
    "quote.already_sent": _("The client has this version. Begin the next one to change it."),
    "quote.bad_days": _("Quotes hold from 1 to %(most)s days. Choose a number in between."),
    "quote.ends_before_sending": _(
        "It could be accepted only until %(on)s. Take it back to a draft and choose a later day."
    ),
    "quote.expired": _(
        "It could be accepted until %(on)s. Begin the next version, or choose the day it was accepted."
    ),
    "quote.has_order": _("The order %(order)s was made of it. Cancel or remove that one first."),
    "quote.needs_approval": _("Its discount is over the limit. Ask for approval first, then send it."),
    "quote.not_a_draft": _(
        "Only a draft can be changed. Take the quote back to a draft, or begin the next version if it was sent."
    ),
    "quote.not_sent": _("The client does not have this version yet. Send it first."),
    "quote.other_client": _("This deal belongs to another client. Choose a deal of the quote’s client."),
    "quote.own_approval": _("You had a hand in this quote. Somebody else has to approve it."),
    "quote.rows_differ": _("The rows of quote %(text)s do not agree on this. Give them the same value."),
}
