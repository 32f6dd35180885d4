"""Campaigns: what we run to win clients."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from saphan.commerce.models import Campaign
from saphan.commerce.rules import may_keep_costs
from saphan.core.errors import RuleBroken
from saphan.journal import action, create, remove, save
from saphan.pipeline.rules import check_inside
from saphan.workspace.actor import Actor
from saphan.workspace.changes import put
from saphan.workspace.models import Territory

EDITABLE = frozenset({"name", "channel", "starts_on", "ends_on", "territory_id"})


@action("campaign.create", allow=may_keep_costs)
def create_campaign(
    *,
    actor: Actor,
    name: str,
    channel: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    territory: Territory | None = None,
) -> Campaign:
    """Add a campaign. Raises RuleBroken("field.required" | "period.ends_before_start" | "relation.not_found")."""
    check_inside(actor, "territory", territory)
    campaign = Campaign(
        name=name.strip(), channel=channel.strip(), starts_on=starts_on, ends_on=ends_on, territory=territory
    )
    _check(campaign)
    return create(campaign)


@action("campaign.update", allow=may_keep_costs)
def update_campaign(campaign: Campaign, *, actor: Actor, changes: Mapping[str, Any]) -> Campaign:
    """Change a campaign. Raises RuleBroken("field.not_editable") and what `create_campaign` raises."""
    put(campaign, changes, EDITABLE)
    check_inside(actor, "territory", campaign.territory)
    _check(campaign)
    return save(campaign)


@action("campaign.remove", allow=may_keep_costs)
def remove_campaign(campaign: Campaign, *, actor: Actor) -> Campaign:
    """Take a campaign away. Raises RuleBroken("campaign.in_use") while costs hang on it."""
    if campaign.costs.filter(removed_at=None).exists():
        raise RuleBroken("campaign.in_use", name=campaign.name)
    return remove(campaign)


def _check(campaign: Campaign) -> None:
    if not campaign.name:
        raise RuleBroken("field.required", field="name")
    if campaign.starts_on and campaign.ends_on and campaign.ends_on < campaign.starts_on:
        raise RuleBroken("period.ends_before_start", field="ends_on", on=campaign.starts_on)
