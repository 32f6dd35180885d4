"""The words of quotes."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuoteStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("quote", "Draft")
    WAITING = "waiting", _("Waiting for approval")
    APPROVED = "approved", pgettext_lazy("quote", "Approved")
    SENT = "sent", pgettext_lazy("quote", "Sent")
    ACCEPTED = "accepted", pgettext_lazy("quote", "Accepted")
    DECLINED = "declined", pgettext_lazy("quote", "Declined")
    EXPIRED = "expired", pgettext_lazy("quote", "Expired")


class VersionStatus(TextChoices):
    """What became of one version that a client saw."""

    SENT = "sent", pgettext_lazy("quote", "Sent")
    ACCEPTED = "accepted", pgettext_lazy("quote", "Accepted")
    DECLINED = "declined", pgettext_lazy("quote", "Declined")
    EXPIRED = "expired", pgettext_lazy("quote", "Expired")
    SUPERSEDED = "superseded", pgettext_lazy("quote", "Superseded")


# Read aloud: a draft goes out, by way of approval where its discount needs one; what was sent is answered,
# expires, or becomes the draft of the next version. What was accepted is an order, and amended there.
QUOTE_MOVES: dict[str, frozenset[str]] = {
    QuoteStatus.DRAFT: frozenset({QuoteStatus.WAITING, QuoteStatus.APPROVED, QuoteStatus.SENT}),
    QuoteStatus.WAITING: frozenset({QuoteStatus.APPROVED, QuoteStatus.DRAFT}),
    QuoteStatus.APPROVED: frozenset({QuoteStatus.SENT, QuoteStatus.DRAFT}),
    QuoteStatus.SENT: frozenset(
        {QuoteStatus.ACCEPTED, QuoteStatus.DECLINED, QuoteStatus.EXPIRED, QuoteStatus.DRAFT}
    ),
    QuoteStatus.DECLINED: frozenset({QuoteStatus.DRAFT}),
    QuoteStatus.EXPIRED: frozenset({QuoteStatus.DRAFT}),
    QuoteStatus.ACCEPTED: frozenset(),
}
DISCOUNT_LIMIT = 1_000  # hundredths of a percent, until a workspace sets its own
VALID_DAYS = 30
