"""Clients that a member keeps in the rail. A preference of one person: no journal, no undo."""

from __future__ import annotations

from saphan.clients.models import Account, AccountPin
from saphan.clients.queries import accounts_for, pinned_accounts
from saphan.core.errors import NotFound, RuleBroken
from saphan.workspace.actor import Actor

MOST_PINS = 12


def pin_account(account: Account, *, actor: Actor) -> None:
    """Raises NotFound for a client out of sight and RuleBroken("account.too_many_pins")."""
    if not accounts_for(actor).filter(pk=account.pk).exists():
        raise NotFound("account.not_found", code=account.code)
    if pinned_accounts(actor).count() >= MOST_PINS:
        raise RuleBroken("account.too_many_pins", most=MOST_PINS)
    AccountPin.objects.get_or_create(member=actor.member, account=account)


def unpin_account(account: Account, *, actor: Actor) -> None:
    """Unpinning what is not pinned changes nothing."""
    AccountPin.objects.filter(
        member=actor.member, account__in=[account.pk, *account.merged.values_list("pk", flat=True)]
    ).delete()
