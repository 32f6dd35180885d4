"""What can be frozen."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    WALL = "wall", _("Performance")
    CHANGES = "changes", _("What changed")
