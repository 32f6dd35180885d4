"""What every business row has in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

from django.apps import apps
from django.db import models

from saphan.workspace.models.workspace import Workspace

TECHNICAL = frozenset({"id", "workspace_id", "code", "version", "created_at", "created_by_id"})


class Record(models.Model):
    """A row of one workspace with a public code, a version and a journal.

    `KIND` names it in the journal and at the doors; `PREFIX` starts its code; `DERIVED` lists attributes
    that follow from others and are therefore not journaled.
    """

    KIND: ClassVar[str]
    PREFIX: ClassVar[str]
    DERIVED: ClassVar[frozenset[str]] = frozenset()

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=24)
    version = models.PositiveIntegerField(default=1)
    created_at = models.BigIntegerField(help_text="UTC microseconds")
    created_by = models.ForeignKey(
        "workspace.Member", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    removed_at = models.BigIntegerField(null=True, help_text="UTC microseconds; a tombstone, not a deletion")

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["workspace", "code"], name="%(app_label)s_%(class)s_code"),
        ]

    def __str__(self) -> str:
        return self.code

    def refresh_derived(self) -> None:
        """Work the `DERIVED` columns out again. Called before every insert and save."""

    @classmethod
    def attributes(cls) -> tuple[str, ...]:
        """Names of the journaled attributes; foreign keys by their column (`owner_id`)."""
        return _attributes(cls)


@cache
def _attributes(model: type[Record]) -> tuple[str, ...]:
    names = (field.attname for field in model._meta.concrete_fields)
    return tuple(name for name in names if name not in TECHNICAL and name not in model.DERIVED)


def kinds() -> dict[str, type[Record]]:
    """Every kind of record in the installed rooms, by its journal name."""
    return {model.KIND: model for model in apps.get_models() if issubclass(model, Record)}


def model_of(kind: str) -> type[Record]:
    """The model behind a journal kind. Raises KeyError for an unknown one."""
    return kinds()[kind]


def labelled(name: str, names: dict[str, Any], language: str) -> str:
    """A configured word in the reader's language, falling back to the word as it was typed."""
    return str(names.get(language) or name)


def label_of(record: models.Model, language: str) -> str:
    """The same of a record; one that goes by a single name in every language keeps it."""
    own: Callable[[str], str] | None = getattr(record, "label", None)
    return own(language) if own else labelled(str(record), getattr(record, "names", {}), language)
