"""Cost lines, and which share of a kind of cost wins new clients."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from saphan.commerce.models import AcquisitionShare, Campaign, CostLine
from saphan.commerce.rules import may_keep_costs
from saphan.commerce.terms import SHARES, WHOLE_SHARE, CostKind, ShareTable
from saphan.core.errors import RuleBroken
from saphan.core.money import exponent
from saphan.core.period import start_of_day
from saphan.journal import action, create, remove, save
from saphan.pipeline.rules import check_inside
from saphan.workspace.actor import Actor
from saphan.workspace.changes import put
from saphan.workspace.models import Territory

EDITABLE = frozenset(
    {"kind", "about", "starts_on", "ends_on", "channel", "territory_id", "campaign_id", "currency", "amount_minor",
     "acquisition_share"}
)  # fmt: skip
LONG_AGO = date(1970, 1, 1)  # as good as the beginning: no workspace has costs before


@action("cost.create", allow=may_keep_costs)
def create_cost(
    *,
    actor: Actor,
    kind: str,
    amount_minor: int,
    starts_on: date,
    ends_on: date | None = None,
    currency: str = "",
    about: str = "",
    channel: str = "",
    territory: Territory | None = None,
    campaign: Campaign | None = None,
    acquisition_share: int | None = None,
    external_id: str = "",
) -> CostLine:
    """Note what was spent, in minor units, on a day or over days (`ends_on` included).

    `acquisition_share` in basis points goes before the table of shares. Raises RuleBroken("field.not_a_choice" |
    "period.ends_before_start" | "share.out_of_range" | "money.unknown_currency" | "relation.not_found").
    """
    check_inside(actor, "territory", territory)
    check_inside(actor, "campaign", campaign)
    cost = CostLine(
        kind=kind, about=about.strip(), starts_on=starts_on, ends_on=ends_on or starts_on, channel=channel.strip(),
        territory=territory, campaign=campaign, currency=currency or actor.workspace.currency,
        amount_minor=amount_minor, acquisition_share=acquisition_share, external_id=external_id,
    )  # fmt: skip
    check_cost(cost)
    return create(cost, effective_at=start_of_day(starts_on, actor.workspace.zone))


@action("cost.update", allow=may_keep_costs)
def update_cost(cost: CostLine, *, actor: Actor, changes: Mapping[str, Any]) -> CostLine:
    """Correct a cost line; figures asked as known before keep the old value.

    Raises RuleBroken("field.not_editable") and what `create_cost` raises.
    """
    put(cost, changes, EDITABLE)
    check_inside(actor, "territory", cost.territory)
    check_inside(actor, "campaign", cost.campaign)
    check_cost(cost)
    return save(cost)


@action("cost.remove", allow=may_keep_costs)
def remove_cost(cost: CostLine, *, actor: Actor) -> CostLine:
    """Take away a line that should not be there."""
    return remove(cost)


@action("acquisition_share.set", allow=may_keep_costs)
def set_acquisition_share(
    *, actor: Actor, table: str, kind: str, share: int, valid_from: date | None = None
) -> AcquisitionShare:
    """Say which share (basis points) of a kind of cost counts in a table, from a day on (None: from the beginning).

    Costs of earlier days keep the share of their day. Raises RuleBroken("field.not_a_choice" |
    "share.out_of_range").
    """
    if table not in ShareTable.values or kind not in CostKind.values:
        raise RuleBroken("field.not_a_choice", field="kind", choices=CostKind.values)
    _check_share(share)
    began = start_of_day(valid_from or LONG_AGO, actor.workspace.zone)
    mine = AcquisitionShare.objects.select_for_update().filter(
        workspace_id=actor.workspace_id, table=table, kind=kind
    )
    known = mine.first()
    if known is None:
        # Before its own first day the workspace followed our table, and so it reads for ever.
        if valid_from is not None:
            standard = AcquisitionShare(
                table=table, kind=kind, share=SHARES[ShareTable(table)][CostKind(kind)]
            )
            known = create(standard, effective_at=start_of_day(LONG_AGO, actor.workspace.zone))
        else:
            return create(AcquisitionShare(table=table, kind=kind, share=share), effective_at=began)
    known.share = share
    return save(known, effective_at=began)


def check_cost(cost: CostLine) -> None:
    """Whether a cost line can be true. Raises as `create_cost` says."""
    if cost.kind not in CostKind.values:
        raise RuleBroken("field.not_a_choice", field="kind", choices=CostKind.values)
    if cost.ends_on < cost.starts_on:
        raise RuleBroken("period.ends_before_start", field="ends_on", on=cost.starts_on)
    if cost.acquisition_share is not None:
        _check_share(cost.acquisition_share)
    exponent(cost.currency)


def _check_share(share: int) -> None:
    if not 0 <= share <= WHOLE_SHARE:
        raise RuleBroken("share.out_of_range", field="share")
