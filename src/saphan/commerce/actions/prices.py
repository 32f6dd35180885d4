"""Keeping price lists, and how a workspace quotes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from saphan.clients.terms import Tier
from saphan.commerce.models import PriceLine, PriceList, QuoteSetup
from saphan.commerce.quote_rules import may_set_prices
from saphan.core.errors import RuleBroken
from saphan.core.money import exponent
from saphan.core.orders import LARGEST_NET, WHOLE_BP
from saphan.core.prices import overlap
from saphan.journal import action, create, remove, save, save_many
from saphan.pipeline.rules import check_inside
from saphan.workspace.actor import Actor
from saphan.workspace.changes import put
from saphan.workspace.models import Offering

EDITABLE = frozenset({"name", "segment", "valid_from", "valid_until"})
SETUP = frozenset({"discount_limit_bp", "valid_days", "has_buddhist_years", "seller", "terms"})
LONGEST_VALID = 730  # days


@action("price_list.create", allow=may_set_prices)
def create_price_list(
    *,
    actor: Actor,
    name: str,
    currency: str,
    segment: str = "",
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> PriceList:
    """Add a list for clients of one tier (`segment`) or all, holding from a day until the day before another.

    Raises RuleBroken("field.required" | "money.unknown_currency" | "field.not_a_choice" |
    "period.ends_before_start" | "price_list.overlaps").
    """
    exponent(currency)
    made = PriceList(
        name=name.strip(), currency=currency, segment=segment, valid_from=valid_from, valid_until=valid_until
    )
    _check(made, actor)
    return create(made)


@action("price_list.update", allow=may_set_prices)
def update_price_list(price_list: PriceList, *, actor: Actor, changes: Mapping[str, Any]) -> PriceList:
    """Change name, segment or interval. Raises RuleBroken("field.not_editable") and what creating one raises."""
    put(price_list, changes, EDITABLE)
    price_list.name = price_list.name.strip()
    _check(price_list, actor)
    return save(price_list)


@action("price_list.remove", allow=may_set_prices)
def remove_price_list(price_list: PriceList, *, actor: Actor) -> PriceList:
    """Take a list away with its lines. Quotes keep the prices they were written with."""
    lines = list(PriceLine.objects.select_for_update().filter(price_list=price_list, removed_at=None))
    removed = remove(price_list)
    for line in lines:
        line.removed_at = removed.removed_at
    save_many(lines, ("removed_at",))
    return removed


@action("price_list.price", allow=may_set_prices)
def set_listed_price(
    price_list: PriceList, *, actor: Actor, offering: Offering, unit_price_minor: int, unit: str = ""
) -> PriceLine:
    """Set what one unit of an offering costs in this list, in minor units of its currency.

    Raises RuleBroken("relation.not_found" | "price.negative" | "amount.too_large").
    """
    check_inside(actor, "offering", offering)
    if unit_price_minor < 0:
        raise RuleBroken("price.negative", field="unit_price_minor")
    if unit_price_minor > LARGEST_NET:
        raise RuleBroken("amount.too_large", field="unit_price_minor")
    plain = "" if unit.strip() == offering.unit else unit.strip()
    known = PriceLine.objects.filter(
        price_list=price_list, offering=offering, unit=plain, removed_at=None
    ).first()
    if known is None:
        return create(
            PriceLine(price_list=price_list, offering=offering, unit=plain, unit_price_minor=unit_price_minor)
        )
    known.unit_price_minor = unit_price_minor
    return save(known)


@action("price_line.remove", allow=may_set_prices)
def remove_listed_price(line: PriceLine, *, actor: Actor) -> PriceLine:
    """Take one offering out of a list."""
    return remove(line)


@action("quote_setup.set", allow=may_set_prices)
def set_quote_setup(*, actor: Actor, changes: Mapping[str, Any]) -> QuoteSetup:
    """Choose the discount limit, days of validity, years in Thai documents, the seller and the usual terms.

    Raises RuleBroken("field.not_editable" | "line.bad_share" | "quote.bad_days").
    """
    known = (
        QuoteSetup.objects.select_for_update()
        .filter(workspace_id=actor.workspace_id, removed_at=None)
        .first()
    )
    setup = known or QuoteSetup()
    put(setup, changes, SETUP)
    limit = setup.discount_limit_bp
    if limit is not None and not 0 <= limit <= WHOLE_BP:
        raise RuleBroken("line.bad_share", field="discount_limit_bp", text=limit)
    if not 1 <= setup.valid_days <= LONGEST_VALID:
        raise RuleBroken("quote.bad_days", field="valid_days", most=LONGEST_VALID)
    return save(setup) if known else create(setup)


def _check(made: PriceList, actor: Actor) -> None:
    if not made.name:
        raise RuleBroken("field.required", field="name")
    if made.segment not in {"", *Tier.values}:
        raise RuleBroken("field.not_a_choice", field="segment", text=made.segment)
    if made.valid_from and made.valid_until and made.valid_until <= made.valid_from:
        raise RuleBroken("period.ends_before_start", field="valid_until", on=made.valid_from)
    others = PriceList.objects.select_for_update().filter(
        workspace_id=actor.workspace_id, currency=made.currency, segment=made.segment, removed_at=None
    )
    for other in others.exclude(pk=made.pk):
        if overlap((made.valid_from, made.valid_until), (other.valid_from, other.valid_until)):
            raise RuleBroken("price_list.overlaps", field="valid_from", name=other.name)
