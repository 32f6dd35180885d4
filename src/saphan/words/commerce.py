"""What costs and campaigns may refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "campaign.in_use": _("Costs hang on “%(name)s”. Move them to another campaign first."),
    "period.ends_before_start": _("It begins on %(on)s. The last day cannot be earlier."),
    "target.not_positive": _("A target is a number above zero."),
    "target.one_subject": _("A target is for one colleague, team, territory or client. Choose one."),
    "share.out_of_range": _("A share lies between 0 and 100 %%."),
    "line.bad_months": _("A term is a whole number of months from 1 on. Leave it empty for a one-off line."),
    "line.bad_share": _("“%(text)s” is not a percentage from 0 to 100. Check it and save again."),
    "line.nameless": _("Each line needs a product or a description."),
    "lines.missing": _("There is nothing in it yet. Add at least one line."),
    "lines.too_many": _("At most %(most)s lines fit in here. Split it up."),
    "opportunity.has_order": _(
        "The order %(order)s of this deal stands. Cancel it first, then the deal can be opened again."
    ),
    "invoice.due_before": _("It is issued on %(on)s. The day it is due cannot be earlier."),
    "invoice.is_credit": _("This is a credit note. Draft a new invoice instead."),
    "invoice.issued": _("This invoice is issued and stands. Take it back with a credit note."),
    "invoice.no_client": _("Say whom it is for: an order or a client."),
    "invoice.not_issued": _("This invoice is still a draft. Change it or throw it away."),
    "invoice.number_taken": _("There is an invoice with the number %(text)s already."),
    "invoice.other_client": _("This order belongs to another client."),
    "invoice.over_credited": _("That is more than is left of this invoice. Take back less."),
    "invoice.over_order": _(
        "That is more than is left to invoice of the order %(order)s. Amend the order, or bill less."
    ),
    "invoice.rows_differ": _("The rows of invoice %(text)s do not agree on this. Give them the same value."),
    "receipt.not_positive": _("A payment is an amount above zero. Money that goes back is a reversal."),
    "receipt.nothing_open": _("No invoice of this client is waiting for money in this currency."),
    "receipt.other_client": _("This invoice belongs to another client."),
    "receipt.other_currency": _("This invoice is in %(currency)s. Note a payment in that currency."),
    "receipt.over_allocated": _("That is more than is left of the payment."),
    "receipt.over_paid": _("That is more than is left to pay of %(invoice)s."),
    "receipt.reversed": _("This payment was reversed. Note what came in as a new one."),
    "order.before_win": _("The deal was won on %(on)s. Choose that day or a later one."),
    "order.cancelled": _("This order is cancelled. What is agreed anew is a new order."),
    "order.deal_not_won": _("This deal is not won yet. Close it as won first."),
    "order.other_client": _("This deal belongs to another client. Choose the deal’s own client."),
    "line.total_differs": _(
        "The line total is not quantity × price less the discount. Correct the row, or leave one of the two columns out."
    ),
    "order.rows_differ": _("The rows of order %(text)s do not agree on this. Give them the same value."),
}
