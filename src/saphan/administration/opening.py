"""Opening a workspace: the one write that nobody in it can ask for, because nobody is in it yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import available_timezones

from django.db import transaction

from saphan.administration.changes import note_row
from saphan.administration.published_rates import load_published_rates
from saphan.administration.rules import may_administer
from saphan.administration.sign_ins import open_sign_in
from saphan.core.errors import RuleBroken
from saphan.core.money.currencies import exponent
from saphan.journal import action, now
from saphan.journal.models import BORN
from saphan.journal.recorder import current
from saphan.journal.values import first_values
from saphan.workspace.actor import Actor
from saphan.workspace.codes import next_codes
from saphan.workspace.models import Member, User, Workspace
from saphan.workspace.terms import Door, Language, MemberStatus, OrganisationForm, Role

Opened = Callable[[Workspace, Actor], None]
_handlers: list[Opened] = []


def on_workspace_opened(handler: Opened) -> Opened:
    """Call `handler(workspace, actor)` within the opening of every workspace, to furnish it with defaults.

    For rooms above this one; register in `AppConfig.ready`. What the handler does through actions belongs to
    the same change, so a workspace is either there with everything or not at all.
    """
    if handler not in _handlers:
        _handlers.append(handler)
    return handler


@dataclass(frozen=True)
class Opening:
    """What a new workspace needs to know about itself."""

    code: str
    name: str
    form: str = OrganisationForm.FULL_SERVICE
    language: str = Language.EN
    time_zone: str = "UTC"
    currency: str = "USD"
    fiscal_start_month: int = 1


def create_workspace(
    opening: Opening,
    *,
    owner_email: str,
    owner_name: str,
    password: str | None = None,
    door: str = Door.CLI,
) -> Actor:
    """Open a workspace with its first owner and every room's defaults. Returns the owner as an actor.

    A person who already signs in with `owner_email` keeps their password. Raises RuleBroken with
    "workspace.code_taken", "workspace.unknown_zone", "money.unknown_currency" or "period.fiscal_start".
    """
    check_terms(opening.time_zone, opening.currency, opening.fiscal_start_month)
    load_published_rates()
    # The journal's transaction starts from an actor; here the actor is what has to be made first.
    with transaction.atomic():
        if Workspace.objects.filter(code=opening.code).exists():
            raise RuleBroken("workspace.code_taken", field="code", code=opening.code)
        workspace = Workspace.objects.create(**vars(opening), created_at=now())
        user = open_sign_in(owner_email, owner_name, password, language=opening.language)
        actor = Actor(_first_owner(workspace, user, owner_name), Door(door))
        _furnish(actor=actor)
    return actor


def check_terms(time_zone: str, currency: str, fiscal_start_month: int) -> None:
    """Refuse a zone, currency or month that does not exist."""
    if time_zone not in available_timezones():
        raise RuleBroken("workspace.unknown_zone", field="time_zone", time_zone=time_zone)
    exponent(currency)
    if not 1 <= fiscal_start_month <= 12:
        raise RuleBroken("period.fiscal_start", field="fiscal_start_month", month=fiscal_start_month)


def _first_owner(workspace: Workspace, user: User, name: str) -> Member:
    return Member.objects.create(
        workspace=workspace,
        code=next_codes(workspace.pk, Member.PREFIX)[0],
        created_at=now(),
        user=user,
        name=name,
        email=user.email,
        role=Role.OWNER,
        status=MemberStatus.ACTIVE,
    )


@action("workspace.open", allow=may_administer)
def _furnish(*, actor: Actor) -> None:
    workspace, owner = actor.workspace, actor.member
    note_row("workspace", workspace, BORN, None, {"code": workspace.code, "name": workspace.name})
    current().note(owner, BORN, None, first_values(owner), None)
    for handler in _handlers:
        handler(workspace, actor)
