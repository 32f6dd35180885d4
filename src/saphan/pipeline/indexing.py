"""Keeps the search index and the next step on the card true, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Iterable

from saphan.clients.models import NextStep
from saphan.clients.terms import StepState
from saphan.journal import subscribe
from saphan.journal.models import BORN, Change
from saphan.journal.recorder import Noted
from saphan.pipeline.models import Lead, Opportunity
from saphan.search.index import Document, drop, offer, put
from saphan.workspace.bulk import within

OPPORTUNITY_WORDS = frozenset({BORN, "name", "owner_id", "account_id", "removed_at"})
LEAD_WORDS = frozenset({BORN, "name", "contact_name", "email", "owner_id", "removed_at", "merged_into_id"})
STEP_FACTS = frozenset({BORN, "state", "due_on", "opportunity_id", "removed_at"})


def subscribe_to_journal() -> None:
    offer("opportunity")
    offer("lead")
    subscribe("opportunity", index_opportunities)
    subscribe("lead", index_leads)
    subscribe("next_step", show_next_steps)


def index_opportunities(change: Change, entries: list[Noted]) -> None:
    """Put changed opportunities into the index, or take removed ones out."""
    touched = _touched(entries, OPPORTUNITY_WORDS)
    shown = ("pk", "owner_id", "code", "name", "external_id", "account__name")
    deals = Opportunity.objects.filter(within(touched), removed_at=None).values_list(*shown)
    documents = [_deal_document(*deal) for deal in deals]
    _replace("opportunity", touched, documents, change.workspace_id, _born(entries))


def index_leads(change: Change, entries: list[Noted]) -> None:
    touched = _touched(entries, LEAD_WORDS)
    leads = Lead.objects.filter(pk__in=touched, removed_at=None, merged_into=None)
    _replace("lead", touched, [_lead_document(lead) for lead in leads], change.workspace_id, _born(entries))


def show_next_steps(_change: Change, entries: list[Noted]) -> None:
    """Set the earliest open step on each opportunity that one of the changed steps belongs to."""
    steps = _touched(entries, STEP_FACTS)
    deals = NextStep.objects.filter(pk__in=steps, opportunity__isnull=False).values_list(
        "opportunity_id", flat=True
    )
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
        planned = first.get(deal.pk)
        deal.next_step, deal.next_due_on = planned, planned.due_on if planned is not None else None
    Opportunity.objects.bulk_update(deals, ["next_step", "next_due_on"], batch_size=500)


def _touched(entries: list[Noted], attributes: frozenset[str]) -> set[int]:
    return {entry.entity_id for entry in entries if entry.attribute in attributes}


def _born(entries: list[Noted]) -> set[int]:
    return {entry.entity_id for entry in entries if entry.attribute == BORN}


def _replace(
    kind: str, touched: set[int], documents: list[Document], workspace_id: int, born: set[int]
) -> None:
    drop(kind, touched - born - {document.entity_id for document in documents})
    put(workspace_id, documents, new=born)


def _deal_document(
    pk: int, owner_id: int | None, code: str, name: str, external_id: str, client: str | None
) -> Document:
    return Document("opportunity", pk, owner_id, code, name, client or "", body=[client or "", external_id])


def _lead_document(lead: Lead) -> Document:
    said = [lead.contact_name, lead.email, lead.city, lead.external_id]
    return Document("lead", lead.pk, lead.owner_id, lead.code, lead.name, lead.contact_name, body=said)
