"""Two entries of one company become one; nothing is lost, and undo takes every part back."""

from __future__ import annotations

from typing import Any

from saphan.clients import hooks
from saphan.clients.actions.bulk import locked_within
from saphan.clients.models import (
    Account,
    Affiliation,
    Attachment,
    BusinessUnit,
    Interaction,
    NextStep,
    Stakeholder,
    WhitespaceCell,
)
from saphan.clients.rules import may_write
from saphan.core.errors import RuleBroken
from saphan.journal import action, now, save, save_many
from saphan.workspace.actor import Actor

CHILDREN = (BusinessUnit, Interaction, NextStep, Attachment)
# Taken over from the other entry where the kept one says nothing.
FILLED = (
    "name_en", "name_zh", "name_th", "short_name", "registration_number", "industry", "tier", "cadence_days",
    "website", "phone", "city", "country", "about", "territory_id", "external_id",
)  # fmt: skip


@action("account.merge", allow=may_write)
def merge_accounts(account: Account, *, actor: Actor, other: Account) -> Account:
    """`other` becomes `account`: its units, people, stakeholders, interactions, next steps, files, clients
    below it, and what rooms above keep of it, move over; blanks of `account` are filled from it.

    Raises RuleBroken("account.merge_with_itself") and NotAllowed when `other` is out of reach.
    """
    if other.pk == account.pk:
        raise RuleBroken("account.merge_with_itself")
    (gone,) = locked_within(actor, {other.pk})
    for model in CHILDREN:
        hooks.move_rows(model, account, gone)
    _move_stakeholders(gone, account)
    _move_jobs(gone, account)
    _move_cells(gone, account)
    _join_family(account, gone)
    hooks.merged(account, gone)
    gone.merged_into_id, gone.removed_at = account.pk, now()
    save(gone)
    _fill_blanks(account, gone)
    return save(account)


def _move(children: list[Any], account: Account) -> None:
    for child in children:
        child.account_id = account.pk
    save_many(children, ["account_id"])


def _move_cells(gone: Account, account: Account) -> None:
    """Where both entries were marked for the same service, the mark of the kept one stands."""
    standing = set(account.cells.values_list("offering_id", "unit_id"))
    cells = WhitespaceCell.objects.select_for_update().filter(account=gone)
    _move([cell for cell in cells if (cell.offering_id, cell.unit_id) not in standing], account)


def _move_stakeholders(gone: Account, account: Account) -> None:
    """A person who stands at both keeps the standing at the kept client."""
    there = Stakeholder.objects.filter(account=account, removed_at=None).values_list(
        "person_id", "opportunity_id"
    )
    standing = set(there)
    moving = list(Stakeholder.objects.select_for_update().filter(account=gone))
    for stake in moving:
        stake.account_id = account.pk
        if stake.removed_at is None and (stake.person_id, stake.opportunity_id) in standing:
            stake.removed_at = now()
    save_many(moving, ["account_id", "removed_at"])


def _move_jobs(gone: Account, account: Account) -> None:
    """The same running job entered at both is one job."""
    running = Affiliation.objects.filter(account=account, removed_at=None, to_date=None)
    known = {(person, title.casefold()) for person, title in running.values_list("person_id", "job_title")}
    moving = list(Affiliation.objects.select_for_update().filter(account=gone))
    for job in moving:
        job.account_id = account.pk
        is_running = job.removed_at is None and job.to_date is None
        if is_running and (job.person_id, job.job_title.casefold()) in known:
            job.removed_at = now()
    save_many(moving, ["account_id", "removed_at"])


def _join_family(account: Account, gone: Account) -> None:
    """Clients below the other entry come below the kept one; was it below itself, it takes that place."""
    if gone.pk in _above(account):
        account.parent_id = gone.parent_id
    children = list(Account.objects.select_for_update().filter(parent_id=gone.pk).exclude(pk=account.pk))
    for child in children:
        child.parent_id = account.pk
    save_many(children, ["parent_id"])


def _above(account: Account) -> set[int]:
    found: set[int] = set()
    above = account.parent_id
    while above is not None and above not in found:
        found.add(above)
        above = Account.objects.values_list("parent_id", flat=True).get(pk=above)
    return found


def _fill_blanks(account: Account, gone: Account) -> None:
    for name in FILLED:
        if getattr(account, name) in (None, ""):
            setattr(account, name, getattr(gone, name))
    account.is_target = account.is_target or gone.is_target
