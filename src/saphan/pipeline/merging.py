"""What happens to leads and deals when two entries of one company become one."""

from __future__ import annotations

from saphan.journal import save_many
from saphan.pipeline.models import Lead, Opportunity
from saphan.workspace.models import Record


def move_to(kept: Record, other: Record) -> None:
    """Leads and deals of the other entry are those of the company, removed ones too, so that undo finds them."""
    leads = list(Lead._base_manager.select_for_update().filter(account_id=other.pk))
    for lead in leads:
        lead.account_id = kept.pk
    save_many(leads, ["account_id"])
    deals = list(Opportunity._base_manager.select_for_update().filter(account_id=other.pk))
    for deal in deals:
        deal.account_id = kept.pk
    save_many(deals, ["account_id"])
