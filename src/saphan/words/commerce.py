"""What costs and campaigns may refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "campaign.in_use": _("Costs hang on “%(name)s”. Move them to another campaign first."),
    "period.ends_before_start": _("It begins on %(on)s. The last day cannot be earlier."),
    "share.out_of_range": _("A share lies between 0 and 100 %."),
}
