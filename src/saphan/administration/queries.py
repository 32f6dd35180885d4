"""Reading what was set up: rates as the core wants them, prices, invitations, people by team."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.db.models import Max, QuerySet

from saphan.administration.published_rates import BASE
from saphan.core.rates import Rate, RateTable, from_scaled
from saphan.workspace.actor import Actor
from saphan.workspace.models import ExchangeRate, Member, Offering, OfferingPrice, User, Workspace
from saphan.workspace.terms import MemberStatus

OwnRates = tuple[tuple[str, str, date, int], ...]


def rate_table(workspace: Workspace) -> RateTable:
    """The exchange rates that hold in a workspace: the published table, with its own rates going before it.

    Costs two small queries; the table itself is kept in memory until a rate comes or goes.
    """
    own = ExchangeRate.objects.filter(workspace_id=workspace.pk).order_by("on", "pk")
    return _table(_newest_published(), tuple(own.values_list("currency", "in_currency", "on", "rate_e8")))


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


def _newest_published() -> int:
    """Id of the newest published rate; published rates are only ever added."""
    newest = ExchangeRate.objects.filter(workspace=None).order_by("-pk").values_list("pk", flat=True)[:1]
    return next(iter(newest), 0)


@lru_cache(maxsize=32)
def _table(newest_published: int, own: OwnRates) -> RateTable:
    # Of two rates for a day the later one given counts, hence the own ones last.
    return RateTable([*_published(newest_published), *(_rate(*row) for row in own)], pivot=BASE)


@lru_cache(maxsize=1)
def _published(_newest: int) -> tuple[Rate, ...]:
    rows = ExchangeRate.objects.filter(workspace=None).values_list("currency", "in_currency", "on", "rate_e8")
    return tuple(_rate(*row) for row in rows.iterator(chunk_size=5_000))


def _rate(currency: str, in_currency: str, on: date, rate_e8: int) -> Rate:
    return Rate(currency, in_currency, on, from_scaled(rate_e8))
