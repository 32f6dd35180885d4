"""Price lists, one row per price: rows with the same list name and currency are one list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from saphan.clients.terms import Tier
from saphan.commerce.actions import create_price_list, set_listed_price
from saphan.commerce.models import PriceLine, PriceList
from saphan.core.errors import RuleBroken
from saphan.core.money import exponent
from saphan.core.orders import LARGEST_NET
from saphan.core.prices import overlap
from saphan.core.reading import TableRow
from saphan.core.reading.columns import Kind as Cells
from saphan.core.text import fold
from saphan.exchange.kinds import lookups, titles
from saphan.exchange.kinds.base import Importer, ImportField, Outcome, Problem, Values
from saphan.exchange.terms import Existing
from saphan.workspace.models import Offering

Key = tuple[str, str]


@dataclass(frozen=True)
class Price:
    """One price on its way into a list."""

    key: Key
    values: Values
    offering: Offering
    unit: str


class PriceLists(Importer):
    KEY = "price_lists"
    FIELDS = (
        ImportField("price_list", ("Price list", "Price book", "List", "价目表", "รายการราคา"), required=True, longest=200),
        ImportField("currency", titles.CURRENCY, Cells.CURRENCY, longest=3),
        ImportField("segment", ("Tier", "Segment", "客户等级", "ระดับลูกค้า"), longest=8),
        ImportField("valid_from", ("Valid from", "Start date", "生效日期", "เริ่มใช้"), Cells.DATE),
        ImportField("valid_until", ("Ends before", "Valid until", "End date", "失效日期", "สิ้นสุด"), Cells.DATE),
        ImportField("offering", titles.OFFERING, Cells.RELATION, relation="offering", required=True),
        ImportField("unit", ("Unit of Measure", "单位", "หน่วย"), longest=40),
        ImportField("unit_price", ("List Price", *titles.UNIT_PRICE), Cells.AMOUNT, required=True),
    )  # fmt: skip

    def load(self) -> None:
        self.relations = {"offering": lookups.offerings(self.actor)}
        workspace = self.actor.workspace_id
        self.offerings = {each.pk: each for each in Offering.objects.filter(workspace_id=workspace)}
        mine = PriceList.objects.filter(workspace_id=workspace, removed_at=None).order_by("-pk")
        self.lists = {(fold(each.name), each.currency): each for each in mine}
        lines = PriceLine.objects.filter(workspace_id=workspace, removed_at=None)
        self.there = {
            (line.price_list_id, line.offering_id, line.unit): line.unit_price_minor for line in lines
        }
        # Lists that the file brings, judged against those that are here and each other.
        self.coming: dict[Key, PriceList] = {}

    def plan(self, rows: list[tuple[TableRow, Values]], outcome: Outcome) -> list[Price]:
        kept: list[Price] = []
        for row, values in rows:
            try:
                price = self._price(values)
            except RuleBroken as error:
                outcome.problems.append(Problem(row, error.code, error.field or "", error.values))
                continue
            is_known = self._known(price) is not None
            outcome.known += is_known
            outcome.created += not is_known
            kept.append(price)
        return kept

    def commit(self, plan: list[Price], outcome: Outcome) -> None:
        for price in plan:
            known, wanted = self._known(price), price.values["unit_price"]
            if known is not None and (known == wanted or self.mapping.existing == Existing.SKIP):
                outcome.unchanged += 1
                continue
            price_list = self.lists.get(price.key) or self._create(price)
            set_listed_price(
                price_list,
                actor=self.actor,
                offering=price.offering,
                unit=price.unit,
                unit_price_minor=wanted,
            )
            outcome.updated += known is not None

    def _price(self, values: Values) -> Price:
        offering = self.offerings[values["offering"]]
        currency, unit = values.get("currency") or self.currency, values.get("unit") or ""
        exponent(currency)
        if not 0 <= values["unit_price"] <= LARGEST_NET:
            raise RuleBroken("price.negative", field="unit_price")
        key = (fold(values["price_list"]), currency)
        self._check_list(key, values)
        plain = "" if unit == offering.unit else unit
        if not self.first_time("\t".join((*key, str(offering.pk), plain))):
            raise RuleBroken("row.repeated", field="offering", text=offering.name)
        return Price(key, values, offering, plain)

    def _check_list(self, key: Key, values: Values) -> None:
        """Rows of one list agree, and no two lists of a currency and tier share a day."""
        asked = _terms(values, key[1])
        known = self.lists.get(key) or self.coming.get(key)
        if known is not None:
            for name, value in asked.items():
                if values.get(name) is not None and getattr(known, name) != value:
                    raise RuleBroken("price_list.rows_differ", field=name, text=known.name)
            return
        if asked["valid_from"] and asked["valid_until"] and asked["valid_until"] <= asked["valid_from"]:
            raise RuleBroken("period.ends_before_start", field="valid_until", on=asked["valid_from"])
        new = PriceList(name=values["price_list"], **asked)
        for other in _alike([*self.lists.values(), *self.coming.values()], new):
            if overlap((new.valid_from, new.valid_until), (other.valid_from, other.valid_until)):
                raise RuleBroken("price_list.overlaps", field="valid_from", name=other.name)
        self.coming[key] = new

    def _known(self, price: Price) -> int | None:
        found = self.lists.get(price.key)
        return None if found is None else self.there.get((found.pk, price.offering.pk, price.unit))

    def _create(self, price: Price) -> PriceList:
        new = self.coming[price.key]
        made: PriceList = create_price_list(
            actor=self.actor, name=new.name, currency=new.currency, segment=new.segment,
            valid_from=new.valid_from, valid_until=new.valid_until,
        )  # fmt: skip
        self.lists[price.key] = made
        return made


def _alike(lists: Iterable[PriceList], new: PriceList) -> list[PriceList]:
    return [each for each in lists if (each.currency, each.segment) == (new.currency, new.segment)]


def _terms(values: Values, currency: str) -> dict[str, Any]:
    segment = (values.get("segment") or "").strip().lower()
    if segment not in {"", *Tier.values}:
        raise RuleBroken("field.not_a_choice", field="segment", text=values["segment"])
    return {
        "currency": currency,
        "segment": segment,
        "valid_from": values.get("valid_from"),
        "valid_until": values.get("valid_until"),
    }
