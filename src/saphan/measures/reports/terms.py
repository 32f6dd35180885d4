"""What can be frozen."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TOPIC = "mail.report"  # of the messages that bring scheduled reports


class Subject(models.TextChoices):
    WALL = "wall", _("Performance")
    CHANGES = "changes", _("What changed")


class Cadence(models.TextChoices):
    MONTH = "month", pgettext_lazy("every", "Month")
    WEEK = "week", pgettext_lazy("every", "Week")
