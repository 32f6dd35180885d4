"""Who signs in, and who they are in a workspace."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from saphan.workspace.models.record import Record
from saphan.workspace.terms import Language, MemberStatus, Role, Theme, YearStyle


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """One person who can sign in. What they may do is decided by their membership of a workspace."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, choices=Language, default=Language.EN)
    year_style = models.CharField(max_length=12, choices=YearStyle, default=YearStyle.GREGORIAN)
    time_zone = models.CharField(max_length=64, blank=True, help_text="empty: as the workspace")
    theme = models.CharField(max_length=8, choices=Theme, default=Theme.SYSTEM)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email


class Team(Record):
    KIND, PREFIX = "team", "T"
    DERIVED = frozenset({"path"})

    name = models.CharField(max_length=120)
    names = models.JSONField(default=dict, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    # "/1/4/": the ids from the root down, so that "this team and below" is one indexed prefix.
    path = models.CharField(max_length=255, blank=True, db_index=True)

    def __str__(self) -> str:
        return self.name


class Member(Record):
    """A person's place in a workspace. Without a user it is somebody who has no sign-in (yet).

    `keys` is how the person set up the keyboard: {"single": false} without single keys, {"moved": {default: own}}.
    Quiet hours are minutes after midnight on the person's clock.
    """

    KIND, PREFIX = "member", "M"
    # When the person last looked at their notices is nobody else's business, so it is not journaled.
    DERIVED = frozenset({"notices_read_at"})

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    title = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=16, choices=Role, default=Role.AE)
    status = models.CharField(max_length=12, choices=MemberStatus, default=MemberStatus.ACTIVE)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="members")
    keys = models.JSONField(default=dict, blank=True)
    quiet_from = models.PositiveSmallIntegerField(null=True, blank=True)
    quiet_until = models.PositiveSmallIntegerField(null=True, blank=True)
    notices_read_at = models.BigIntegerField(null=True, help_text="UTC microseconds")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["workspace", "user"],
                condition=models.Q(user__isnull=False),
                name="one_membership_per_user",
            ),
        ]

    def __str__(self) -> str:
        return self.name
