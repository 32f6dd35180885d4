"""What a member may see of price lists and quotes. Every read starts here."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet

from saphan.commerce.models import PriceLine, PriceList, Quote, QuoteLine, QuoteSetup, QuoteVersion
from saphan.commerce.quote_terms import QuoteStatus
from saphan.core.period import from_micros
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.models import Workspace
from saphan.workspace.rights import Right


def quotes_for(actor: Actor) -> QuerySet[Quote]:
    """Quotes whose owner is within reach."""
    return Quote.objects.filter(actor.predicate(Right.READ), removed_at=None)


def quote_lines_for(actor: Actor, quote: Quote) -> QuerySet[QuoteLine]:
    """The lines of the current version of a quote the actor may read, in their order."""
    return (
        QuoteLine.objects.filter(workspace_id=actor.workspace_id, quote=quote, removed_at=None)
        .select_related("offering")
        .order_by("position", "pk")
    )


def quote_lines_within(actor: Actor, right: Right) -> QuerySet[QuoteLine]:
    """Lines of the current versions of all quotes that `right` reaches."""
    return QuoteLine.objects.filter(
        actor.predicate(right, "quote__owner_id"), removed_at=None, quote__removed_at=None
    )


def quote_versions_for(actor: Actor, quote: Quote) -> QuerySet[QuoteVersion]:
    """The versions that were sent of a quote the actor may read, the newest first."""
    return QuoteVersion.objects.filter(
        workspace_id=actor.workspace_id, quote=quote, removed_at=None
    ).order_by("-number")


def price_lists_for(actor: Actor) -> QuerySet[PriceList]:
    """Price lists; everybody who reads may see what things cost."""
    return PriceList.objects.filter(workspace_id=actor.workspace_id, removed_at=None)


def price_lines_for(actor: Actor) -> QuerySet[PriceLine]:
    """Lines of the price lists that stand."""
    return PriceLine.objects.filter(
        workspace_id=actor.workspace_id, removed_at=None, price_list__removed_at=None
    )


def quote_setup_of(workspace_id: int) -> QuoteSetup:
    """How this workspace quotes; the house's own choices where it has set nothing yet."""
    known = QuoteSetup.objects.filter(workspace_id=workspace_id, removed_at=None).first()
    return known or QuoteSetup(workspace_id=workspace_id)


def workspaces_with_quotes_due(moment: int) -> list[Workspace]:
    """Workspaces where a quote that is out could be accepted until yesterday, each on its own clock."""
    tomorrow = from_micros(moment).date() + timedelta(days=1)  # no zone is further ahead
    due = Quote.objects.filter(status=QuoteStatus.SENT, valid_until__lt=tomorrow, removed_at=None)
    first = dict(due.order_by("-valid_until").values_list("workspace_id", "valid_until"))
    found = Workspace.objects.filter(pk__in=list(first))
    return [each for each in found if (first[each.pk] or tomorrow) < today_in(each, moment)]
