"""The company served, and the parts of it that buy on their own."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saphan.clients.terms import AccountStatus, Tier, UnitStatus
from saphan.core.text import company_key
from saphan.workspace.models import Member, Record, Territory
from saphan.workspace.models.named import SORT_COLUMNS, Named

KEY_LENGTH = 120


class Account(Named):
    """A company. `name` is its name as people use it; the other names are for the other scripts.

    Owner, parent and territory are intervals: the journal holds when each began.
    """

    KIND, PREFIX = "account", "C"
    DERIVED = SORT_COLUMNS | {"match_key", "last_touch_at"}

    name_en = models.CharField(max_length=200, blank=True)
    name_zh = models.CharField(max_length=200, blank=True)
    name_th = models.CharField(max_length=200, blank=True)
    short_name = models.CharField(max_length=80, blank=True)
    registration_number = models.CharField(max_length=40, blank=True)
    industry = models.CharField(max_length=120, blank=True)
    tier = models.CharField(max_length=1, choices=Tier, blank=True)
    status = models.CharField(max_length=10, choices=AccountStatus, default=AccountStatus.PROSPECT)
    is_target = models.BooleanField(default=False)
    cadence_days = models.PositiveSmallIntegerField(null=True, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    owner = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts"
    )
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts"
    )
    website = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    city = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=120, blank=True)
    about = models.TextField(blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    external_id = models.CharField(
        max_length=80, blank=True, help_text="key in the system it was imported from"
    )
    # Legal form and punctuation removed, so that likely duplicates are one indexed look-up.
    match_key = models.CharField(max_length=KEY_LENGTH, blank=True)
    last_touch_at = models.BigIntegerField(null=True, help_text="UTC microseconds of the latest interaction")

    class Meta(Named.Meta):
        indexes = [
            models.Index(
                fields=["workspace", "sort_en", "id"], name="account_sort_en", condition=Q(removed_at=None)
            ),
            models.Index(
                fields=["workspace", "sort_zh", "id"], name="account_sort_zh", condition=Q(removed_at=None)
            ),
            models.Index(
                fields=["workspace", "sort_th", "id"], name="account_sort_th", condition=Q(removed_at=None)
            ),
            models.Index(fields=["workspace", "owner"], name="account_by_owner"),
            models.Index(
                fields=["workspace", "status", "id"], name="account_by_status", condition=Q(removed_at=None)
            ),
            models.Index(
                fields=["workspace", "last_touch_at", "id"],
                name="account_by_touch",
                condition=Q(removed_at=None),
            ),
            models.Index(
                fields=["workspace", "registration_number"],
                name="account_by_registration",
                condition=~Q(registration_number=""),
            ),
            models.Index(fields=["workspace", "match_key"], name="account_match"),
            models.Index(
                fields=["workspace", "external_id"], name="account_external", condition=~Q(external_id="")
            ),
        ]

    def name_in(self, language: str) -> str:
        return getattr(self, f"name_{language[:2]}", "") or self.name

    def refresh_derived(self) -> None:
        super().refresh_derived()
        self.match_key = company_key(self.name)[:KEY_LENGTH]

    def all_names(self) -> list[str]:
        """Every name it is known by, without repetition."""
        names = (self.name, self.name_en, self.name_zh, self.name_th, self.short_name)
        return list(dict.fromkeys(name for name in names if name))


class BusinessUnit(Record):
    KIND, PREFIX = "business_unit", "U"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="units")
    name = models.CharField(max_length=160)
    budget_holder = models.CharField(max_length=160, blank=True)
    status = models.CharField(max_length=8, choices=UnitStatus, default=UnitStatus.ACTIVE)

    def __str__(self) -> str:
        return self.name


class AccountPin(models.Model):
    """A client that a member keeps in the rail. A preference of one person, so it is not journaled."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="pins")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="pins")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "account"], name="pinned_once")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.account_id}"
