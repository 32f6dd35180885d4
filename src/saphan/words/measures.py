"""What asking for a figure may refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "changes.half_a_window": _("A window of expected dates has a first day and an end."),
    "changes.not_a_choice": _("Choose one of these: %(choices)s."),
    "kpi.choice_not_allowed": _("This figure does not know “%(choice)s” here. Choose another setting."),
    "kpi.unknown": _("There is no figure “%(metric)s”."),
    "kpi.unknown_filter": _("Figures cannot be narrowed by this. You can choose: %(choices)s."),
    "kpi.unknown_parameter": _("This figure has no such setting."),
    "kpi.unknown_split": _("Figures cannot be split by “%(by)s”. You can choose: %(choices)s."),
    "period.base_missing": _("Say which period to compare with."),
    "report.name_missing": _("Give the report a name."),
    "report.name_too_long": _("A name has at most %(most)s characters."),
    "submission.negative": _("A forecast is zero or more."),
    "submission.no_rate": _("There is no exchange rate for %(currencies)s, so nothing can be added up."),
    "submission.one_subject": _("A forecast is for one colleague or one team. Choose one."),
    "submission.out_of_reach": _(
        "You may submit what your own deals will bring, not what those of others will."
    ),
    "submission.range": _("A range has a low and a high end, and your forecast lies between them."),
    "submission.stays": _("What was submitted stays. Submit again; the newest counts."),
    "schedule.period": _("Choose one of these periods: %(choices)s."),
    "schedule.recipients": _("Choose at least one and at most %(most)s active colleagues."),
    "schedule.sent": _("This report was sent already."),
    "schedule.time": _(
        "Choose a day of the week (1 to 7) or of the month (1 to 31), and an hour from 0 to 23."
    ),
    "period.empty": _("A forecast needs a period of at least one day."),
}
