"""The words of the pipeline and its tables of moves."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OpportunityStatus(TextChoices):
    OPEN = "open", pgettext_lazy("opportunity", "Open")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")
    NO_DECISION = "no_decision", _("No decision")


class OpportunityType(TextChoices):
    NEW = "new", _("New business")
    CROSS_SELL = "cross_sell", _("Cross-sell")
    UP_SELL = "up_sell", _("Up-sell")
    RENEWAL = "renewal", _("Renewal")


class Category(TextChoices):
    OMITTED = "omitted", pgettext_lazy("forecast category", "Omitted")
    PIPELINE = "pipeline", pgettext_lazy("forecast category", "Pipeline")
    BEST_CASE = "best_case", _("Best case")
    COMMIT = "commit", _("Commit")


class LeadState(TextChoices):
    NEW = "new", pgettext_lazy("lead", "New")
    WORKING = "working", pgettext_lazy("lead", "Working")
    QUALIFIED = "qualified", _("Qualified")
    CONVERTED = "converted", _("Converted")
    DISQUALIFIED = "disqualified", _("Disqualified")


# Read aloud: a new lead is worked or judged at once; a qualified one becomes an opportunity or is turned away;
# one that was turned away may come back, and then a new episode begins.
LEAD_MOVES: dict[str, frozenset[str]] = {
    LeadState.NEW: frozenset({LeadState.WORKING, LeadState.QUALIFIED, LeadState.DISQUALIFIED}),
    LeadState.WORKING: frozenset({LeadState.QUALIFIED, LeadState.DISQUALIFIED}),
    LeadState.QUALIFIED: frozenset({LeadState.CONVERTED, LeadState.DISQUALIFIED}),
    LeadState.CONVERTED: frozenset(),
    LeadState.DISQUALIFIED: frozenset({LeadState.WORKING, LeadState.QUALIFIED}),
}


class Answer(TextChoices):
    YES = "yes", pgettext_lazy("criterion", "Yes")
    NO = "no", pgettext_lazy("criterion", "No")
    UNKNOWN = "unknown", pgettext_lazy("criterion", "Not known")
