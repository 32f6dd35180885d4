"""Pipelines and their stages, as a workspace sets them up."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models

from saphan.workspace.models import Record
from saphan.workspace.models.record import labelled


class Pipeline(Record):
    """One motion of selling: new business, renewal, pitch."""

    KIND, PREFIX = "pipeline", "PL"

    name = models.CharField(max_length=120)
    names = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return self.name

    def label(self, language: str) -> str:
        return labelled(self.name, self.names, language)


class Stage(Record):
    """One step of a pipeline, known by its id: renaming it changes no figure.

    `win_chance` is in basis points. `required` names opportunity attributes that must be filled to enter.
    `exit_questions` are asked on leaving: a list of {"key", "question", "questions": {language: text}}.
    A retired stage keeps its history (`removed_at` ends its interval).
    """

    KIND, PREFIX = "stage", "ST"

    pipeline = models.ForeignKey(Pipeline, on_delete=models.CASCADE, related_name="stages")
    name = models.CharField(max_length=120)
    names = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField()
    is_qualified = models.BooleanField(
        default=True, help_text="being here means the opportunity is qualified"
    )
    is_negotiation = models.BooleanField(default=False, help_text="negotiation begins here")
    win_chance = models.PositiveSmallIntegerField(default=5000, validators=[MaxValueValidator(10_000)])
    target_days = models.PositiveSmallIntegerField(null=True, blank=True)
    required = models.JSONField(default=list, blank=True)
    exit_questions = models.JSONField(default=list, blank=True)

    class Meta(Record.Meta):
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name

    def label(self, language: str) -> str:
        return labelled(self.name, self.names, language)


class LostReason(Record):
    KIND, PREFIX = "lost_reason", "LR"

    name = models.CharField(max_length=120)
    names = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return self.name

    def label(self, language: str) -> str:
        return labelled(self.name, self.names, language)
