"""Products and services with a list price."""

from __future__ import annotations

from saphan.administration.actions import create_offering, set_price, update_offering
from saphan.core.reading import TableRow
from saphan.core.reading.columns import Kind as Cells
from saphan.core.text import fold
from saphan.exchange.kinds import lookups
from saphan.exchange.kinds.base import Importer, ImportField, Outcome, Problem, Values
from saphan.exchange.terms import Existing
from saphan.workspace.models import Offering


class Offerings(Importer):
    KEY = "offerings"
    NOUNS = ("product", "service", "item", "offering")
    FIELDS = (
        ImportField("name", ("Product", "Product Name", "Service", "产品", "产品名称", "สินค้า", "บริการ"), required=True, longest=160),
        ImportField("family", ("Series", "Product Family", "Category", "系列", "类别", "หมวดหมู่"), longest=120),
        ImportField("unit", ("Unit of Measure", "单位", "หน่วย"), longest=40),
        ImportField("price", ("Sales price", "Price", "List Price", "单价", "价格", "ราคา"), Cells.AMOUNT),
    )  # fmt: skip

    def load(self) -> None:
        self.known = lookups.offerings(self.actor)

    def plan(self, rows: list[tuple[TableRow, Values]], outcome: Outcome) -> list[Values]:
        kept: list[Values] = []
        for row, values in rows:
            if not self.first_time(fold(values["name"])):
                outcome.problems.append(Problem(row, "row.repeated", "name", {"text": values["name"]}))
                continue
            is_known = self.known.get(values["name"]) is not None
            outcome.known += is_known
            outcome.created += not is_known
            kept.append(values)
        return kept

    def commit(self, plan: list[Values], outcome: Outcome) -> None:
        for values in plan:
            known = self.known.get(values["name"])
            if known is None:
                self._create(values)
            elif self.mapping.existing == Existing.SKIP:
                outcome.unchanged += 1
            else:
                self._change(Offering.objects.get(pk=known), values)
                outcome.updated += 1

    def _create(self, values: Values) -> None:
        family, unit = values.get("family") or "", values.get("unit") or ""
        made = create_offering(actor=self.actor, name=values["name"], family=family, unit=unit)
        self.known.add(values["name"], made.pk)
        self._price(made, values)

    def _change(self, offering: Offering, values: Values) -> None:
        changes = {name: values[name] for name in ("family", "unit") if values.get(name)}
        update_offering(offering, actor=self.actor, changes=changes)
        self._price(offering, values)

    def _price(self, offering: Offering, values: Values) -> None:
        if values.get("price") is not None:
            set_price(offering, actor=self.actor, currency=self.currency, amount_minor=values["price"])
