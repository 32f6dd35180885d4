"""Records with a name that sorts rightly in every language."""

from __future__ import annotations

from django.db import models

from saphan.core.text import sort_key
from saphan.workspace.models.record import Record

SORT_COLUMNS = frozenset({"sort_en", "sort_zh", "sort_th"})
SORT_LENGTH = 120


class Named(Record):
    """Keeps one sort key per interface language beside the name, so that sorting is an index scan."""

    DERIVED = SORT_COLUMNS

    name = models.CharField(max_length=200)
    sort_en = models.CharField(max_length=SORT_LENGTH, blank=True)
    sort_zh = models.CharField(max_length=SORT_LENGTH, blank=True)
    sort_th = models.CharField(max_length=SORT_LENGTH, blank=True)

    class Meta(Record.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:  # noqa: ARG002  records with several names read it
        """The name to sort and show by in a language; here there is only one."""
        return self.name

    def refresh_derived(self) -> None:
        """Work the derived columns out again from the others."""
        self.sort_en = sort_key(self.name_in("en"), "en")[:SORT_LENGTH]
        self.sort_zh = sort_key(self.name_in("zh"), "zh")[:SORT_LENGTH]
        self.sort_th = sort_key(self.name_in("th"), "th")[:SORT_LENGTH]


def sort_column(language: str) -> str:
    """The column to order by for an interface language (`zh-hans` → `sort_zh`)."""
    return f"sort_{language[:2]}"
