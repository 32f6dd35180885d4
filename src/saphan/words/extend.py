"""What surveys and answers may refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "survey.scale_unknown": _("A scale has 5, 7 or 10 points."),
    "survey.score_off_scale": _("A score lies between 1 and %(scale)s here."),
    "survey.threshold_off_scale": _("The threshold lies between 1 and %(scale)s here."),
}
