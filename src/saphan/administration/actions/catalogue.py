"""What the workspace sells, and for how much."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from saphan.administration.rules import may_add_people, may_configure
from saphan.core.errors import RuleBroken
from saphan.core.money.currencies import exponent
from saphan.journal import action, create, remove, save
from saphan.workspace.actor import Actor
from saphan.workspace.changes import put
from saphan.workspace.models import Offering, OfferingPrice
from saphan.workspace.terms import OfferingStatus

EDITABLE = frozenset({"name", "names", "family", "unit", "status"})


@action("offering.create", allow=may_add_people)
def create_offering(
    *,
    actor: Actor,
    name: str,
    family: str = "",
    unit: str = "",
    names: dict[str, str] | None = None,
    status: str = OfferingStatus.ACTIVE,
) -> Offering:
    """Add a product or service. `unit` is what is counted: a month, a film, a licence."""
    return create(
        Offering(
            name=name.strip(),
            family=family.strip(),
            unit=unit.strip(),
            names=names or {},
            status=OfferingStatus(status),
        )
    )


@action("offering.update", allow=may_configure)
def update_offering(offering: Offering, *, actor: Actor, changes: Mapping[str, Any]) -> Offering:
    """Change name, names, family, unit or status. Lines and orders keep the family they were made with.

    Raises RuleBroken("offering.retired") unless the change brings it back.
    """
    if offering.status == OfferingStatus.RETIRED and "status" not in changes:
        raise RuleBroken("offering.retired", name=offering.name)
    put(offering, changes, EDITABLE)
    return save(offering)


@action("offering.retire", allow=may_configure)
def retire_offering(offering: Offering, *, actor: Actor) -> Offering:
    """Take it out of every choice; what was sold stays sold."""
    offering.status = OfferingStatus.RETIRED
    return save(offering)


@action("offering.bring_back", allow=may_configure)
def bring_back_offering(offering: Offering, *, actor: Actor) -> Offering:
    """Sell it again."""
    offering.status = OfferingStatus.ACTIVE
    return save(offering)


@action("offering.price", allow=may_configure)
def set_price(
    offering: Offering, *, actor: Actor, currency: str, amount_minor: int, valid_from: date | None = None
) -> OfferingPrice:
    """Set the list price in one currency from a day on (None: from the beginning), in minor units.

    Raises RuleBroken("money.unknown_currency") and RuleBroken("price.negative").
    """
    exponent(currency)
    if amount_minor < 0:
        raise RuleBroken("price.negative", field="amount")
    same = OfferingPrice.objects.filter(
        workspace_id=actor.workspace_id,
        offering=offering,
        currency=currency,
        valid_from=valid_from,
        removed_at=None,
    ).first()
    if same is None:
        return create(
            OfferingPrice(
                offering=offering, currency=currency, amount_minor=amount_minor, valid_from=valid_from
            )
        )
    same.amount_minor = amount_minor
    return save(same)


@action("offering.price_remove", allow=may_configure)
def remove_price(price: OfferingPrice, *, actor: Actor) -> OfferingPrice:
    """Withdraw a list price."""
    return remove(price)
