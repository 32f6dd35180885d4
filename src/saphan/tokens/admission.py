"""From the secret in a request to the member on whose behalf it acts."""

from __future__ import annotations

import hashlib
import secrets

from django.db import IntegrityError, transaction

from saphan.journal import now
from saphan.tokens.models import ApiToken, TokenUse
from saphan.workspace.actor import Actor
from saphan.workspace.terms import Door, MemberStatus

MARK = "sph_"  # lets scanners for leaked secrets recognise one of ours
NOTED_EVERY = 60_000_000  # microseconds


def new_secret() -> str:
    return MARK + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """SHA-256 is enough: the secret has 256 random bits, so there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


def admit(secret: str, door: Door = Door.API) -> tuple[ApiToken, Actor] | None:
    """The token and its member at `door`, with the token's rights as limits; None when it is not accepted.

    Everything is read anew for each request, so that a revoked token, a suspended member and a changed role
    count at once.
    """
    if not secret.startswith(MARK):
        return None
    token = (
        ApiToken.objects.select_related("member__workspace", "member__team", "member__user", "use")
        .filter(digest=digest_of(secret), removed_at=None)
        .first()
    )
    if token is None or not _counts(token):
        return None
    _note_use(token)
    return token, Actor(token.member, door, agent=token.name, limits=token.rights())


def _counts(token: ApiToken) -> bool:
    member = token.member
    is_current = token.expires_at is None or token.expires_at > now()
    is_member = member.status == MemberStatus.ACTIVE and member.removed_at is None
    return is_current and is_member and member.user is not None and member.user.is_active


def _note_use(token: ApiToken) -> None:
    used, moment = getattr(token, "use", None), now()
    if used is None:
        try:
            with transaction.atomic():
                TokenUse.objects.create(token=token, last_used_at=moment)
        except IntegrityError:  # two first requests at once: either may note it
            return
    elif moment - used.last_used_at >= NOTED_EVERY:
        TokenUse.objects.filter(pk=used.pk).update(last_used_at=moment)
