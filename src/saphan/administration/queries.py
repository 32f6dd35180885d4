"""Reading what was set up: rates, prices, invitations, people by team."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from saphan.workspace.actor import Actor
from saphan.workspace.models import ExchangeRate, Member, Offering, OfferingPrice, User, Workspace
from saphan.workspace.terms import MemberStatus


def workspaces_of(user: User) -> QuerySet[Workspace]:
    """The workspaces in which the person is an active member, by name."""
    return Workspace.objects.filter(
        pk__in=Member.objects.filter(user=user, status=MemberStatus.ACTIVE, removed_at=None).values(
            "workspace"
        )
    ).order_by("name")


def own_rates_for(actor: Actor) -> QuerySet[ExchangeRate]:
    """The workspace's own rates, newest day first."""
    return ExchangeRate.objects.filter(workspace_id=actor.workspace_id).order_by(
        "-on", "currency", "in_currency"
    )


def latest_published() -> QuerySet[ExchangeRate]:
    """The published rates of the newest published day."""
    newest = ExchangeRate.objects.filter(workspace=None).aggregate(on=Max("on"))["on"]
    return ExchangeRate.objects.filter(workspace=None, on=newest).order_by("in_currency")


def prices_in(actor: Actor) -> QuerySet[OfferingPrice]:
    """The workspace's list prices, by currency, newest first."""
    return OfferingPrice.objects.filter(workspace_id=actor.workspace_id, removed_at=None).order_by(
        "currency", "-valid_from"
    )


def prices_of(offering: Offering, actor: Actor) -> QuerySet[OfferingPrice]:
    """List prices of one offering."""
    return prices_in(actor).filter(offering=offering)
