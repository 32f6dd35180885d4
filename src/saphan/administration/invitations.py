"""Invitations: a signed link in a message, good for seven days and for one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from saphan.core.errors import RuleBroken
from saphan.journal import now
from saphan.journal.models import OutboxMessage
from saphan.workspace.models import Member
from saphan.workspace.terms import MemberStatus

TOPIC = "mail.invitation"
PATH = "invitation"  # the page that opens under <public address>/invitation/<token>/
SALT = "saphan.invitation"
VALID_FOR = 7 * 24 * 3600 * 1_000_000  # microseconds


@dataclass(frozen=True)
class Invitation:
    """An opened link: who is invited, and until when it counts (UTC microseconds)."""

    member: Member
    until: int


def token_for(member: Member, sent_at: int) -> str:
    """The token of an invitation sent at `sent_at` (UTC microseconds). It names the address it went to."""
    return signing.dumps([member.pk, member.email, sent_at + VALID_FOR], salt=SALT, compress=False)


def link_for(member: Member, sent_at: int) -> str:
    return f"{settings.PUBLIC_ADDRESS}/{PATH}/{token_for(member, sent_at)}/"


def read_token(token: str) -> Invitation:
    """The invitation behind a token.

    Raises RuleBroken "invitation.unreadable" (also when it went to an address the member no longer has),
    "invitation.expired" or "invitation.already_used".
    """
    try:
        pk, address, until = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise RuleBroken("invitation.unreadable") from None
    member = Member.objects.select_related("workspace", "team").filter(pk=pk, removed_at=None).first()
    if member is None or member.email != address:
        raise RuleBroken("invitation.unreadable")
    if member.status != MemberStatus.INVITED:
        raise RuleBroken("invitation.already_used")
    if now() > until:
        raise RuleBroken("invitation.expired")
    return Invitation(member, until)


def send(message: OutboxMessage) -> None:
    """Deliver an outbox message of this topic. Nothing is sent to somebody who has joined meanwhile."""
    payload: dict[str, Any] = message.payload
    member = Member.objects.select_related("workspace").get(pk=payload["member"])
    if member.status != MemberStatus.INVITED:
        return
    with translation.override(member.workspace.language):
        _mail(member, payload["inviter"], message).send()


def _mail(member: Member, inviter: str, message: OutboxMessage) -> EmailMessage:
    workspace = member.workspace.name
    subject = _("%(inviter)s invites you to %(workspace)s") % {"inviter": inviter, "workspace": workspace}
    paragraphs = [
        _("Hello %(name)s,") % {"name": member.name},
        _(
            "%(inviter)s invites you to work in %(workspace)s on Saphan. "
            "Open this link to choose your password; it works for seven days:"
        )
        % {"inviter": inviter, "workspace": workspace},
        link_for(member, message.change.recorded_at),
        _("If you did not expect this, you can leave it unanswered. Nothing happens then."),
    ]
    # Delivered at least once: a repeated message carries the same id, so that mail programs show it once.
    headers = {"Message-ID": f"<invitation-{message.pk}@{settings.PUBLIC_ADDRESS.split('//')[-1]}>"}
    return EmailMessage(
        " ".join(subject.split()), "\n\n".join(paragraphs), to=[member.email], headers=headers
    )
