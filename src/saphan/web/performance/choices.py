"""The parameters of the measures in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LABELS: dict[str, Any] = {
    "basis": _("Basis"),
    "horizon": _("Recurring work"),
    "income": _("Income"),
    "rates": _("Exchange rates"),
    "average": _("Average"),
    "kinds": _("Which deals"),
    "reached": _("Counts from"),
    "start": _("Begins with"),
    "reopened": _("When opened again"),
    "window_days": _("Window in days"),
    "quiet_days": _("Quiet days between episodes"),
    "elapsed": _("Elapsed part by"),
    "reading": _("What grows"),
    "base": _("Compared with"),
    "active_days": _("In use means within, in days"),
    "credit": _("Credit to territories"),
    "answers": _("Answers that count"),
    "scale": _("Points of the scale"),
    "shares": _("Shares of costs"),
    "timing": _("Costs of"),
    "level": _("Counted as customers"),
    "win_back": _("Won back after a long time"),
    "course": _("Between the two days"),
    "grain": _("Smaller value of each"),
    "months": _("Months in between"),
    "grace_days": _("Grace in days"),
    "inactive_days": _("A long time, in days"),
}
WORDS: dict[str, Any] = {
    "bookings": _("bookings"),
    "invoiced": _("invoiced"),
    "recognised": _("recognised"),
    "first_year": _("first twelve months"),
    "contract": _("whole contract"),
    "gross": _("gross"),
    "agi": _("gross income (AGI)"),
    "same_period_last_year": _("same period last year"),
    "previous_period": _("previous period"),
    "custom": _("a period of your choice"),
    "constant": _("constant rates"),
    "reported": _("rates of each day"),
    "mean": _("mean"),
    "median": _("median"),
    "p90": _("slowest tenth"),
    "new_and_expansion": _("new and expansion"),
    "all": _("all"),
    "count": pgettext_lazy("basis", "count"),
    "value": pgettext_lazy("basis", "value"),
    "qualified": _("qualified"),
    "negotiation": _("negotiation"),
    "created": _("created"),
    "from_start": _("the clock runs on"),
    "minus_closed": _("without the closed days"),
    "flow": _("newly opened deals"),
    "stock": _("open value"),
    "any": _("any stage"),
    "calendar_days": _("calendar days"),
    "business_days": _("working days"),
    "as_of_event": _("as of each event"),
    "like_for_like": _("as at the end of the period"),
    "pooled": _("all cells together"),
    "mean_of_accounts": _("mean of the clients"),
    "each": _("each answer"),
    "latest": _("the newest of each client"),
    "fully_loaded": _("fully loaded"),
    "blended": _("without people"),
    "paid_only": _("paid media and events only"),
    "same_period": _("the same period"),
    "lagged": _("earlier by the typical cycle"),
    "parent": _("parent companies"),
    "account": pgettext_lazy("level", "clients"),
    "run_rate": _("value in a year"),
    "trailing": _("bookings of the last twelve months"),
    "point_to_point": _("only the two days count"),
    "continuous": _("without a gap"),
    "customer": pgettext_lazy("grain", "customer"),
    "product": pgettext_lazy("grain", "product or service"),
    "not_new": _("is not new"),
    "new": pgettext_lazy("customer", "is new"),
}


def worded(parameters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Parameters with their label and choices in the reader's language."""
    return [
        each
        | {
            "label": LABELS.get(each["key"], each["key"]),
            "choices": [(choice, WORDS.get(str(choice), choice)) for choice in each["choices"]],
        }
        for each in parameters
    ]
