"""What a contract says, as an action takes it and as the table keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from saphan.commerce.contract_terms import ClauseKind, DueEvery, Side
from saphan.commerce.models import Clause, Contract
from saphan.core.contracts import Due, Every
from saphan.core.errors import RuleBroken
from saphan.journal import create_many, remove, save

MOST_CLAUSES, LONGEST_SILENCE = 200, 365


@dataclass(frozen=True)
class Worded:
    """One clause. With `code` it is that clause of the contract in new words, without one a new clause.

    Something is owed by it with `every`; then it names who owes (`owed_by`) what (`duty`, else its heading) and when.
    """

    heading: str = ""
    text: str = ""
    number: str = ""
    kind: str = ClauseKind.OTHER
    deemed_days: int | None = None
    owed_by: str = ""
    duty: str = ""
    every: str = ""
    due_on: date | None = None
    days_before: int | None = None
    code: str = ""

    def check(self) -> None:
        """Raise unless this can be agreed.

        Raises RuleBroken("clause.empty" | "field.not_a_choice" | "clause.not_acceptance" | "clause.bad_silence" |
        "clause.nobody_owes" | "clause.no_due_day").
        """
        if not (self.heading.strip() or self.text.strip()):
            raise RuleBroken("clause.empty", field="heading")
        known = {"kind": ClauseKind.values, "owed_by": ["", *Side.values], "every": ["", *DueEvery.values]}
        for name, choices in known.items():
            if getattr(self, name) not in choices:
                raise RuleBroken("field.not_a_choice", field=name, choices=choices)
        if self.deemed_days is not None:
            if self.kind != ClauseKind.ACCEPTANCE:
                raise RuleBroken("clause.not_acceptance", field="deemed_days")
            if not 1 <= self.deemed_days <= LONGEST_SILENCE:
                raise RuleBroken("clause.bad_silence", field="deemed_days", most=LONGEST_SILENCE)
        if self.every:
            if not self.owed_by:
                raise RuleBroken("clause.nobody_owes", field="owed_by")
            if not (self.duty.strip() or self.heading.strip()):
                raise RuleBroken("clause.empty", field="duty")
            Due(Every(self.every), self.due_on, self.days_before).check()


def write_clauses(contract: Contract, wanted: Sequence[Worded], *, effective_at: int | None = None) -> None:
    """Make these the clauses of the contract, in this order; those that stay keep their place in the journal.

    Raises RuleBroken("lines.too_many" | "relation.not_found") and what `Worded.check` raises.
    """
    if len(wanted) > MOST_CLAUSES:
        raise RuleBroken("lines.too_many", field="clauses", most=MOST_CLAUSES)
    for each in wanted:
        each.check()
    kept = {row.code: row for row in clauses_of(contract)}
    fresh: list[Clause] = []
    for position, each in enumerate(wanted, start=1):
        values = _values(each, position)
        row = _same(kept, each, values)
        if row is None:
            fresh.append(Clause(contract_id=contract.pk, **values))
            continue
        for name, value in values.items():
            setattr(row, name, value)
        save(row, effective_at=effective_at)
    for row in kept.values():
        remove(row, effective_at=effective_at)
    create_many(fresh, effective_at=effective_at)


def clauses_of(contract: Contract) -> list[Clause]:
    """The clauses as they stand, in their order."""
    return list(Clause.objects.filter(contract=contract, removed_at=None).order_by("position", "pk"))


def clause_rows(contract: Contract, wanted: Sequence[Worded], behind: int = 0) -> list[Clause]:
    """New clauses of a contract that has `behind` of them before these, not written yet."""
    return [
        Clause(contract_id=contract.pk, **_values(each, position))
        for position, each in enumerate(wanted, start=behind + 1)
    ]


def worded(row: Clause) -> Worded:
    """What a clause says, as an action would take it."""
    said = {name.name: getattr(row, name.name) for name in fields(Worded) if name.name != "code"}
    return Worded(**said, code=row.code)


def _same(kept: dict[str, Clause], each: Worded, values: dict[str, Any]) -> Clause | None:
    """The row that this clause is: the one it names, or one that says the same. It is taken out of `kept`."""
    if each.code:
        if each.code not in kept:
            raise RuleBroken("relation.not_found", field="code")
        return kept.pop(each.code)
    words = values.keys() - {"position"}
    for code, row in kept.items():
        if all(getattr(row, name) == values[name] for name in words):
            return kept.pop(code)
    return None


def _values(each: Worded, position: int) -> dict[str, Any]:
    """What the table keeps: nothing about a day where nothing is owed."""
    values = {
        name: value.strip() if isinstance(value, str) else value for name, value in asdict(each).items()
    }
    del values["code"]
    if not each.every:
        values |= {"owed_by": "", "duty": "", "due_on": None, "days_before": None}
    elif each.every == Every.BEFORE_END:
        values["due_on"] = None
    else:
        values["days_before"] = None
    return values | {"position": position}
