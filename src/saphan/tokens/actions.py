"""Handing out a token, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable

from saphan.core.errors import NotAllowed, RuleBroken
from saphan.journal import action, create, now, remove
from saphan.tokens.admission import digest_of, new_secret
from saphan.tokens.models import ApiToken
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right
from saphan.workspace.terms import MemberStatus

NAME_LENGTH = 80
WORDS = frozenset(right.value for right in Right)


def may_have_tokens(actor: Actor, _subject: object) -> bool:
    return actor.member.status == MemberStatus.ACTIVE and actor.member.user_id is not None


def may_revoke(actor: Actor, token: ApiToken) -> bool:
    return token.member_id == actor.member.pk or actor.may(Right.ADMINISTER)


@action("token.create", allow=may_have_tokens)
def create_token(
    *, actor: Actor, name: str, scopes: Iterable[str], expires_at: int | None = None
) -> ApiToken:
    """A token of the actor's own. What is returned carries `secret`, which nobody will see again.

    `scopes` are words of `Right`; a right that the member's role lacks stays without effect. `expires_at` is
    UTC microseconds, None for never. Who acts through a token can hand on only what that token may do.
    Raises RuleBroken("token.name_missing" | "token.no_scopes" | "token.unknown_scope" |
    "token.expires_in_past") and NotAllowed.
    """
    wanted = _rights(scopes)
    if actor.limits is not None and not wanted <= actor.limits:
        raise NotAllowed("action.not_allowed", action="token.create")
    if not name.strip():
        raise RuleBroken("token.name_missing", field="name")
    if expires_at is not None and expires_at <= now():
        raise RuleBroken("token.expires_in_past", field="expires_at")
    secret = new_secret()
    token = ApiToken(
        member=actor.member, name=name.strip()[:NAME_LENGTH], scopes=sorted(wanted), expires_at=expires_at,
        digest=digest_of(secret),
    )  # fmt: skip
    create(token)
    token.secret = secret  # type: ignore[attr-defined]
    return token


@action("token.revoke", allow=may_revoke)
def revoke_token(token: ApiToken, *, actor: Actor) -> ApiToken:
    """The token stops working with the next request. Revoking twice changes nothing."""
    return token if token.removed_at is not None else remove(token)


def _rights(scopes: Iterable[str]) -> frozenset[Right]:
    words = list(scopes)
    if not words:
        raise RuleBroken("token.no_scopes", field="scopes")
    for word in words:
        if word not in WORDS:
            raise RuleBroken("token.unknown_scope", field="scopes", value=str(word)[:80])
    return frozenset(Right(word) for word in words)
