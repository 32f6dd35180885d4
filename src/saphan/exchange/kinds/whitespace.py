"""What clients could use, as a table of marks."""

from __future__ import annotations

from saphan.clients.actions import mark_cell
from saphan.clients.models import Account, BusinessUnit
from saphan.clients.terms import CellState
from saphan.core.errors import RuleBroken
from saphan.core.reading import TableRow
from saphan.core.reading.columns import Kind as Cells
from saphan.core.text import fold
from saphan.exchange.kinds import lookups, titles
from saphan.exchange.kinds.base import Importer, ImportField, Outcome, Problem, Values
from saphan.workspace.models import Offering

STATES = {
    CellState.OPEN: ("open", "free", "空白", "开放", "ว่าง"),
    CellState.COMPETITOR: ("competitor", "rival", "竞争对手", "คู่แข่ง"),
    CellState.NOT_FIT: ("not_fit", "not fit", "n/a", "不适用", "ไม่เหมาะ"),
    CellState.UNKNOWN: ("unknown", "?", "未知", "ไม่ทราบ"),
}


class WhitespaceCells(Importer):
    KEY = "whitespace_cells"
    FIELDS = (
        ImportField("account", titles.CLIENT, Cells.RELATION, relation="account", required=True),
        ImportField("offering", (*titles.OFFERING, "บริการ"), Cells.RELATION, relation="offering", required=True),
        ImportField("unit", ("Business unit", "Unit", "业务单元", "หน่วยธุรกิจ"), longest=160),
        ImportField("state", ("Status", "State", "状态", "สถานะ"), Cells.CHOICE, required=True),
        ImportField("competitor", ("Competitor", "竞争对手", "คู่แข่ง"), longest=160),
        ImportField("competitor_until", ("Contract until", "Until", "合同到期", "ถึงวันที่"), Cells.DATE),
        ImportField("potential", ("Potential", "潜力", "ศักยภาพ"), Cells.AMOUNT),
        ImportField("potential_source", ("Potential source", "Source", "来源", "ที่มา"), longest=160),
        ImportField("currency", titles.CURRENCY, Cells.CURRENCY),
    )  # fmt: skip

    def load(self) -> None:
        self.relations = {"account": lookups.accounts(self.actor), "offering": lookups.offerings(self.actor)}
        mine = BusinessUnit.objects.filter(workspace_id=self.actor.workspace_id, removed_at=None)
        rows = mine.order_by("-pk").values_list("account_id", "name", "pk")
        self.units = {(account, fold(name)): pk for account, name, pk in rows}

    def plan(self, rows: list[tuple[TableRow, Values]], outcome: Outcome) -> list[Values]:
        kept: list[Values] = []
        for row, values in rows:
            try:
                kept.append(self._judged(values))
            except RuleBroken as error:
                outcome.problems.append(Problem(row, error.code, error.field or "", error.values))
        outcome.created += len(kept)
        return kept

    def commit(self, plan: list[Values], outcome: Outcome) -> None:
        for values in plan:
            unit = BusinessUnit.objects.get(pk=values["unit_id"]) if values["unit_id"] else None
            mark_cell(
                Account.objects.get(pk=values["account"]), actor=self.actor, unit=unit,
                offering=Offering.objects.get(pk=values["offering"]), state=values["state"],
                competitor=values.get("competitor") or "", competitor_until=values.get("competitor_until"),
                potential_minor=values["potential_minor"],
                potential_source=values.get("potential_source") or "", currency=values["currency"],
            )  # fmt: skip

    def _judged(self, values: Values) -> Values:
        """The row with its words read. Raises RuleBroken."""
        unit = values.get("unit")
        unit_id = self.units.get((values["account"], fold(unit))) if unit else None
        if unit and unit_id is None:
            raise RuleBroken("relation.unknown", field="unit", text=unit)
        return values | {
            "state": _state(values["state"]),
            "potential_minor": values.get("potential"),
            "unit_id": unit_id,
        }


def _state(text: str) -> str:
    plain = fold(text).strip()
    for state, words in STATES.items():
        if plain == state.value or plain in words:
            return state.value
    raise RuleBroken("field.not_a_choice", field="state", text=text, choices=CellState.values)
