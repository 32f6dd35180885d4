"""What somebody is to reach in a period, in one figure."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from saphan.clients.models import Account
from saphan.workspace.models import Member, Record, Team, Territory


class Target(Record):
    """One figure's aim over the days from `starts_on` to `ends_on`, both included.

    At most one of member, team, territory and account; none of them means the whole workspace. `amount` is in
    minor units of `currency` where the figure is money, else in hundredths: 3550 is 35.5 % or 35.5 days.
    """

    KIND, PREFIX = "target", "TG"

    metric = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3, blank=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="target_ends_after_start"),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "starts_on", "ends_on"],
                name="target_by_period",
                condition=Q(removed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.code
