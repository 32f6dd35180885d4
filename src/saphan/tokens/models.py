"""A token and when it was last used."""

from __future__ import annotations

from django.db import models

from saphan.workspace.models import Member, Record
from saphan.workspace.rights import Right


class ApiToken(Record):
    """A key that lets a program act for `member`. The secret is shown once; here is only its digest.

    The digest never enters the journal, which many may read.
    """

    KIND, PREFIX = "api_token", "AK"
    DERIVED = frozenset({"digest"})

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list, help_text="the rights it was given")
    expires_at = models.BigIntegerField(null=True, blank=True, help_text="UTC microseconds")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret")

    def __str__(self) -> str:
        return self.name

    def rights(self) -> frozenset[Right]:
        """The rights it was given; a word that is no right any more gives none."""
        return frozenset(right for right in Right if right.value in self.scopes)


class TokenUse(models.Model):
    """When a token was last used, to the minute. Apart from the token, so that using it changes no record."""

    token = models.OneToOneField(ApiToken, on_delete=models.CASCADE, primary_key=True, related_name="use")
    last_used_at = models.BigIntegerField(help_text="UTC microseconds")

    def __str__(self) -> str:
        return f"{self.token_id} {self.last_used_at}"
