"""The humans on the client's side."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from saphan.clients.models.account import Account, BusinessUnit
from saphan.clients.terms import PersonStatus, StakeholderRole, Stance
from saphan.workspace.models import Member, Record
from saphan.workspace.models.named import SORT_COLUMNS, Named


class Person(Named):
    """One human with one history, however many companies they pass through."""

    KIND, PREFIX = "person", "P"
    DERIVED = SORT_COLUMNS | {"last_touch_at"}

    name_en = models.CharField(max_length=160, blank=True)
    name_zh = models.CharField(max_length=160, blank=True)
    name_th = models.CharField(max_length=160, blank=True)
    nickname = models.CharField(max_length=80, blank=True)
    honorific = models.CharField(max_length=40, blank=True)
    languages = models.JSONField(default=list, blank=True, help_text="language codes, best first")
    email = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    channels = models.JSONField(
        default=dict, blank=True, help_text="line, wechat, whatsapp: the handle there"
    )
    status = models.CharField(max_length=8, choices=PersonStatus, default=PersonStatus.ACTIVE)
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    external_id = models.CharField(max_length=80, blank=True)
    last_touch_at = models.BigIntegerField(null=True)

    class Meta(Named.Meta):
        indexes = [
            models.Index(
                fields=["workspace", "sort_en", "id"], name="person_sort_en", condition=Q(removed_at=None)
            ),
            models.Index(
                fields=["workspace", "sort_zh", "id"], name="person_sort_zh", condition=Q(removed_at=None)
            ),
            models.Index(
                fields=["workspace", "sort_th", "id"], name="person_sort_th", condition=Q(removed_at=None)
            ),
            models.Index(fields=["workspace", "email"], name="person_by_email", condition=~Q(email="")),
        ]

    def name_in(self, language: str) -> str:
        return getattr(self, f"name_{language[:2]}", "") or self.name

    def all_names(self) -> list[str]:
        """Every name they go by, without repetition."""
        names = (self.name, self.name_en, self.name_zh, self.name_th, self.nickname)
        return list(dict.fromkeys(name for name in names if name))


class Affiliation(Record):
    """A person's job at a company, from when until when. Several may run at once."""

    KIND, PREFIX = "affiliation", "AF"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="affiliations")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="affiliations")
    unit = models.ForeignKey(BusinessUnit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    job_title = models.CharField(max_length=160, blank=True)
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True, help_text="first day on which it no longer holds")


class Stakeholder(Record):
    """What a person means for a client or for one opportunity there."""

    KIND, PREFIX = "stakeholder", "K"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stakes")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="stakeholders")
    # Empty: the standing at the client as a whole.
    opportunity = models.ForeignKey(
        "pipeline.Opportunity", on_delete=models.CASCADE, null=True, blank=True, related_name="stakeholders"
    )
    role = models.CharField(max_length=16, choices=StakeholderRole, default=StakeholderRole.UNKNOWN)
    stance = models.SmallIntegerField(choices=Stance, default=Stance.NEUTRAL)
    influence = models.PositiveSmallIntegerField(
        default=3, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    reports_to = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    evidence = models.TextField(blank=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "account", "opportunity"],
                condition=Q(removed_at=None, opportunity__isnull=False),
                name="one_stake_per_opportunity",
            ),
            models.UniqueConstraint(
                fields=["person", "account"],
                condition=Q(removed_at=None, opportunity__isnull=True),
                name="one_stake_per_account",
            ),
        ]
