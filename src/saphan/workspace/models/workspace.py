"""One company's data. Nothing crosses it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import models

from saphan.workspace.terms import Language, OrganisationForm


class Workspace(models.Model):
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    form = models.CharField(max_length=24, choices=OrganisationForm, default=OrganisationForm.FULL_SERVICE)
    language = models.CharField(max_length=8, choices=Language, default=Language.EN)
    time_zone = models.CharField(max_length=64, default="UTC")
    currency = models.CharField(max_length=3, default="USD", help_text="reporting currency, ISO 4217")
    fiscal_start_month = models.PositiveSmallIntegerField(default=1)
    # The day whose exchange rates convert open pipeline; empty means the latest known day.
    plan_rate_date = models.DateField(null=True, blank=True)
    # The workspace's own nouns, where they differ from the house's: {"client": {"en": "account", …}}.
    nouns = models.JSONField(default=dict, blank=True)
    # Choices of measures that hold unless a question names others: {"closure_rate": {"window_days": 60}}.
    measure_choices = models.JSONField(default=dict, blank=True)
    created_at = models.BigIntegerField(help_text="UTC microseconds")

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Counter(models.Model):
    """The next free number of each kind of code in a workspace: C-1, C-2, …"""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    prefix = models.CharField(max_length=4)
    next_number = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "prefix"], name="one_counter_per_prefix")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.next_number}"
