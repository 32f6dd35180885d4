"""Targets: who is to reach which figure in which period."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from django.utils.translation import override

from saphan.core.errors import NotAllowed, RuleBroken
from saphan.core.kpi import DEFINITIONS, Unit
from saphan.core.money import exponent, parse_amount
from saphan.core.reading import TableRow
from saphan.core.reading.columns import Kind as Cells
from saphan.core.text import fold
from saphan.exchange.kinds import lookups, titles
from saphan.exchange.kinds.base import Importer, ImportField, Outcome, Problem, Values
from saphan.exchange.terms import Existing
from saphan.journal import create_many, save_many
from saphan.measures.words import NAMES
from saphan.pipeline.models import Target
from saphan.workspace.rights import Right
from saphan.workspace.terms import Language

SUBJECTS = ("member", "team", "territory", "account")
_KEY = ("metric", "starts_on", "ends_on", "member_id", "team_id", "territory_id", "account_id")
Key = tuple[Any, ...]


@dataclass
class Plan:
    """Targets to set for the first time, and those that are here with what the file says of them."""

    fresh: list[Target] = field(default_factory=list)
    again: list[Target] = field(default_factory=list)


class Targets(Importer):
    KEY = "targets"
    FIELDS = (
        ImportField("metric", ("Figure", "Metric", "KPI", "指标", "ตัวชี้วัด"), Cells.CHOICE, required=True),
        ImportField("starts_on", ("From", "Start", "开始", "เริ่ม"), Cells.DATE, required=True),
        ImportField("ends_on", ("To", "End", "结束", "สิ้นสุด"), Cells.DATE, required=True),
        ImportField("amount", ("Target", "Quota", "Goal", "目标", "เป้าหมาย"), required=True),
        ImportField("currency", titles.CURRENCY, Cells.CURRENCY),
        ImportField("member", ("Owner", *titles.OWNER), Cells.RELATION, relation="member"),
        ImportField("team", ("Team", "团队", "ทีม"), Cells.RELATION, relation="team"),
        ImportField("territory", ("Territory", "Region", "区域", "เขตพื้นที่ขาย"), Cells.RELATION, relation="territory"),
        ImportField("account", titles.CLIENT, Cells.RELATION, relation="account"),
    )  # fmt: skip

    def load(self) -> None:
        if not self.actor.may(Right.CONFIGURE):
            raise NotAllowed("action.not_allowed", action="targets")
        self.relations = {
            "member": lookups.members(self.actor), "team": lookups.teams(self.actor),
            "territory": lookups.territories(self.actor), "account": lookups.accounts(self.actor),
        }  # fmt: skip

    def plan(self, rows: list[tuple[TableRow, Values]], outcome: Outcome) -> Plan:
        plan, known = Plan(), self._known(rows)
        for row, values in rows:
            try:
                made = self._target(values)
            except RuleBroken as error:
                outcome.problems.append(Problem(row, error.code, error.field or "", error.values))
                continue
            key = _key_of(made)
            if not self.first_time(repr(key)):
                outcome.problems.append(Problem(row, "row.repeated", "metric", {"text": values["metric"]}))
                continue
            here = known.get(key)
            if here is None:
                plan.fresh.append(made)
            else:
                here.amount, here.currency = made.amount, made.currency
                plan.again.append(here)
        outcome.created += len(plan.fresh)
        outcome.known += len(plan.again)
        return plan

    def commit(self, plan: Plan, outcome: Outcome) -> None:
        create_many(plan.fresh)
        changed = (
            [] if self.mapping.existing == Existing.SKIP else save_many(plan.again, ("amount", "currency"))
        )
        outcome.updated += len(changed)
        outcome.unchanged += len(plan.again) - len(changed)

    def _known(self, rows: list[tuple[TableRow, Values]]) -> dict[Key, Target]:
        starts = {values["starts_on"] for _, values in rows}
        found = Target.objects.filter(
            workspace_id=self.actor.workspace_id, removed_at=None, starts_on__in=starts
        )
        return {_key_of(target): target for target in found}

    def _target(self, values: Values) -> Target:
        """What a row says. Raises RuleBroken."""
        metric = _metric(values["metric"])
        if values["ends_on"] < values["starts_on"]:
            raise RuleBroken("period.ends_before_start", field="ends_on", on=values["starts_on"])
        if sum(values.get(name) is not None for name in SUBJECTS) > 1:
            raise RuleBroken("target.one_subject", field="member")
        currency = ""
        if DEFINITIONS[metric].unit is Unit.MONEY:
            currency = values.get("currency") or self.currency
            exponent(currency)
        amount = _amount(values["amount"], currency)
        if amount <= 0:
            raise RuleBroken("target.not_positive", field="amount")
        subjects = {f"{name}_id": values.get(name) for name in SUBJECTS}
        return Target(
            metric=metric, starts_on=values["starts_on"], ends_on=values["ends_on"], amount=amount,
            currency=currency, **subjects,
        )  # fmt: skip


def _key_of(target: Target) -> Key:
    return tuple(getattr(target, name) for name in _KEY)


def _amount(text: str, currency: str) -> int:
    """Minor units of money, else hundredths: 35, 35 % and 35.00 are 3,500. Raises RuleBroken."""
    if currency:
        return parse_amount(text, currency).minor
    try:
        return int((Decimal(text.rstrip("% ").replace(",", "")) * 100).to_integral_value())
    except (InvalidOperation, ValueError):
        raise RuleBroken("field.not_a_number", field="amount", text=text) from None


def _metric(text: str) -> str:
    """The figure of a key or of a name in any language. Raises RuleBroken("kpi.unknown")."""
    found = _by_name().get(fold(text).strip())
    if found is None:
        raise RuleBroken("kpi.unknown", field="metric", metric=text)
    return found


@cache
def _by_name() -> dict[str, str]:
    names = {fold(key): key for key in DEFINITIONS}
    for language in Language.values:
        with override(language):
            names |= {fold(str(name)).strip(): key for key, name in NAMES.items()}
    return names
