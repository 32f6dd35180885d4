"""What a client could use of what we sell, part by part."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saphan.clients.models.account import Account, BusinessUnit
from saphan.clients.terms import CellState
from saphan.workspace.models import Offering, Record


class WhitespaceCell(Record):
    """One service at a client, or at one of its units. What is sold is never written here: it follows from deals.

    States hold from day to day; their past is in the journal. `potential_minor` is what is
    thought to be spent on it in a year, in `currency`, as `potential_source` says; it holds from the day it was said.
    """

    KIND, PREFIX = "whitespace_cell", "WC"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="cells")
    unit = models.ForeignKey(BusinessUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=CellState, default=CellState.UNKNOWN)
    competitor = models.CharField(max_length=160, blank=True)
    competitor_until = models.DateField(null=True, blank=True)
    potential_minor = models.BigIntegerField(null=True, blank=True)
    potential_source = models.CharField(max_length=160, blank=True)
    currency = models.CharField(max_length=3, blank=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["account", "unit", "offering"],
                condition=Q(unit__isnull=False),
                name="one_cell_per_unit",
            ),
            models.UniqueConstraint(
                fields=["account", "offering"], condition=Q(unit__isnull=True), name="one_cell_per_offering"
            ),
        ]

    def __str__(self) -> str:
        return self.code
