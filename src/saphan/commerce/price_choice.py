"""Prices as they are listed in a workspace, for `core.prices` to choose among."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from saphan.clients.models import Account
from saphan.commerce.models import PriceLine
from saphan.core.prices import ListedPrice, pick_price
from saphan.workspace.models import Offering, OfferingPrice


class PriceBook:
    """Every listed price of some offerings in a currency: two queries, however many are asked for."""

    def __init__(self, workspace_id: int, offerings: Collection[Offering], currency: str) -> None:
        self._currency = currency
        self._prices: dict[int, list[ListedPrice]] = defaultdict(list)
        ids = [offering.pk for offering in offerings]
        own = OfferingPrice.objects.filter(
            workspace_id=workspace_id, offering__in=ids, currency=currency, removed_at=None
        )
        for row in own:
            self._prices[row.offering_id].append(
                ListedPrice(row.amount_minor, currency, valid_from=row.valid_from)
            )
        listed = PriceLine.objects.filter(
            workspace_id=workspace_id, offering__in=ids, price_list__currency=currency, removed_at=None,
            price_list__removed_at=None,
        ).select_related("price_list")  # fmt: skip
        for line in listed:
            known = line.price_list
            self._prices[line.offering_id].append(
                ListedPrice(
                    line.unit_price_minor, currency, line.unit, known.segment, known.valid_from,
                    known.valid_until, known.code,
                )
            )  # fmt: skip

    def price(self, offering: Offering, account: Account, day: date, unit: str = "") -> ListedPrice | None:
        """What one unit costs this client on `day`; a price of another unit is no price of this one."""
        plain = "" if unit == offering.unit else unit
        return pick_price(
            (price for price in self._prices[offering.pk] if price.unit in (plain, unit)),
            currency=self._currency, segment=account.tier, day=day,
        )  # fmt: skip
