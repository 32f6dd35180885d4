"""What the forecast's codes are called, and its sentences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from saphan.core.forecast.drivers import Reason

Words = dict[str, "str | Promise"]

VIEWS: Words = {
    "model": _("Stage clock"),
    "commit": _("Closed and committed"),
    "stages": _("Stage table with stated dates"),
    "bayes": _("Odds of the stages with stated dates"),
    "same_days": _("Earlier periods with as many days to go"),
    "last": _("The last period again"),
    "flat": _("The usual share won per month"),
}
LEVELS: dict[str, Words] = {
    "date": {
        "no_date": _("Without a date"),
        "long_overdue": _("Past its date by more than four weeks"),
        "overdue": _("Past its date"),
        "this_week": _("Date in this week"),
        "in_1_2": _("Date in one to two weeks"),
        "in_3_4": _("Date in three to four weeks"),
        "in_5_8": _("Date in five to eight weeks"),
        "in_9_more": _("Date in nine weeks or later"),
    },
    "phase": {
        "first_month": _("First month of the quarter"),
        "second_month": _("Second month of the quarter"),
        "last_month": _("Last month of the quarter"),
    },
    "kind": {"new": _("New business"), "expansion": _("Expansion"), "renewal": _("Renewal")},
    "pushes": {
        "never_pushed": _("Date never moved out"),
        "pushed_once": _("Date moved out once"),
        "pushed_twice": _("Date moved out twice"),
        "pushed_more": _("Date moved out three times or more"),
    },
}
NOTES: Words = {
    "nothing_closed": _(
        "No deal is closed yet. What people said and the stage table stand in for a forecast."
    ),
    "stage_averages": _("Fewer than 30 deals are closed. Stage averages stand in for a forecast."),
    "uncalibrated": _("Uncalibrated: fewer than four past periods could be scored."),
    "not_released.too_few_periods": _(
        "The model does not lead yet: it takes eight scored periods. The best simple view stands in its place."
    ),
    "not_released.not_better": _(
        "The model does not lead: a simple view was better over the scored periods and stands in its place."
    ),
    "not_released.unscored": _("The model does not lead yet: no past period could be scored."),
}


def sentence(reason: Reason) -> str:
    """“Past its date: 2 wins where 6 would be expected”."""
    return ngettext(
        "%(what)s: %(observed)d win where %(expected)s would be expected",
        "%(what)s: %(observed)d wins where %(expected)s would be expected",
        reason.observed,
    ) % {
        "what": LEVELS[reason.factor][reason.level],
        "observed": reason.observed,
        "expected": _number(reason.expected),
    }


def notes_of(codes: list[str], *, spread: float | None = None, unnamed: int = 0) -> list[str]:
    """What a reader must know, in sentences."""
    found = []
    for code in codes:
        times = f"{spread:.1f}" if spread is not None else ""
        if code == "widened" and times not in ("", "1.0"):
            words = gettext("Our past ranges were %(times)s times too narrow, so this one is wider.")
            found.append(words % {"times": times})
        elif code == "without_amount":
            found.append(without_amount(unnamed))
        elif code in NOTES:
            found.append(str(NOTES[code]))
    return found


def without_amount(count: int) -> str:
    """What was put in place of amounts that nobody named."""
    return ngettext(
        "%(count)d deal has no amount; what past wins brought stands in for it.",
        "%(count)d deals have no amount; what past wins brought stands in for it.",
        count,
    ) % {"count": count}


def _number(value: float) -> str:
    return f"{value:.1f}" if value < 10 and round(value, 1) != round(value) else f"{value:.0f}"
