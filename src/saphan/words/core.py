"""What the core says about money, rates, days, periods and moves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "amount.too_large": _("This amount has too many digits. Check it and type it again."),
    "amount.unreadable": _("“%(text)s” cannot be read as an amount. Type it like 12,500.00."),
    "calendar.no_workday": _("A week needs at least one working day."),
    "date.impossible": _("There is no such day as “%(text)s”. Check it and type it again."),
    "date.unreadable": _("“%(text)s” cannot be read as a date. Type it like 2026-06-16."),
    "instant.without_zone": _("This time lacks a time zone."),
    "money.split_without_shares": _("An amount cannot be split into no shares. Name at least one share."),
    "money.unknown_currency": _("“%(currency)s” is not a known currency. Use a code such as THB."),
    "money.which_currency": _(
        "“%(text)s” names a currency by a sign of several. Write its code, such as CNY, or give it in a column."
    ),
    "money.unlike_currencies": _("%(one)s and %(other)s cannot be added. Convert one of them first."),
    "period.fiscal_start": _("The fiscal year starts in a month from 1 to 12."),
    "period.reversed": _("The end lies before the start. Swap the two dates."),
    "period.unreadable": _("“%(text)s” is not a period that can be read. Try 2026, 2026-Q2 or 2026-06."),
    "rate.not_positive": _("An exchange rate must be greater than zero."),
    "stage.move_not_allowed": _(
        "This step is not possible from where it stands now. Reload the page to see it."
    ),
    "stage.reason_missing": _("Say why. The reason stays in the history."),
}
