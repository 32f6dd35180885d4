"""Turns clauses into dated duties: those of the term that runs, and no further ahead than a good year."""

from __future__ import annotations

from datetime import date

from saphan.commerce.contract_clauses import clauses_of
from saphan.commerce.contract_terms import DutyStatus
from saphan.commerce.models import Contract, Duty
from saphan.core.contracts import DAY, due_days, months_on
from saphan.core.errors import RuleBroken
from saphan.core.period import Period
from saphan.journal import create_many, remove

AHEAD = 13  # months


def plan_duties(contract: Contract, since: date, today: date) -> None:
    """Bring the duties from `since` on in line with the clauses of a signed contract.

    What is due and missing is added; what is open and no longer agreed goes. What somebody settled stays.
    """
    end = months_on(today, AHEAD)
    if contract.runs_until is not None:
        end = min(end, contract.runs_until + DAY)
    begin = max(contract.starts_on or since, since)
    span = Period(begin, max(begin, end))
    wanted = {
        (clause.pk, day): clause
        for clause in clauses_of(contract)
        if (due := clause.due) is not None
        for day in due_days(due, span, contract.runs_until)
    }
    later = Duty.objects.filter(contract=contract, removed_at=None, due_on__gte=since)
    for duty in later:
        if wanted.pop((duty.clause_id, duty.due_on), None) is None and duty.state == DutyStatus.OPEN:
            remove(duty)
    create_many(
        [
            Duty(
                contract_id=contract.pk, clause_id=clause.pk, what=clause.duty or clause.heading,
                owed_by=clause.owed_by, due_on=day,
            )
            for (_, day), clause in wanted.items()
        ]
    )  # fmt: skip
    contract.planned_until = span.end
    Contract.objects.filter(pk=contract.pk).update(planned_until=span.end)  # derived, so nothing is journaled


def drop_duties(contract: Contract, after: date) -> None:
    """Take open duties away that would have been due after the contract's last day."""
    for duty in Duty.objects.filter(
        contract=contract, removed_at=None, state=DutyStatus.OPEN, due_on__gt=after
    ):
        remove(duty)


def refuse_settled(ids: set[int]) -> None:
    """Raise RuleBroken("duty.settled") when somebody has said meanwhile what became of one of these duties."""
    if Duty.objects.filter(pk__in=ids).exclude(state=DutyStatus.OPEN).exists():
        raise RuleBroken("duty.settled")
