"""Names by which the rows of a file find what is already here. Loaded once per session."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from saphan.clients.models import Account, Person
from saphan.commerce.models import Campaign, Quote
from saphan.core.errors import RuleBroken
from saphan.exchange.kinds.names import Names
from saphan.pipeline.models import Opportunity, Pipeline, Stage
from saphan.pipeline.terms import OpportunityStatus
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Offering, Team, Territory


def accounts(actor: Actor) -> Names:
    """Clients by code, key in the source system, and every name."""
    rows = Account.objects.filter(workspace_id=actor.workspace_id, removed_at=None, merged_into=None)
    columns = rows.values_list(
        "pk", "code", "external_id", "name", "name_en", "name_zh", "name_th", "short_name"
    )
    return Names((name, pk) for pk, *names in columns.order_by("pk") for name in names)


def account_names(actor: Actor) -> dict[int, str]:
    rows = Account.objects.filter(workspace_id=actor.workspace_id, removed_at=None)
    return dict(rows.values_list("pk", "name"))


def members(actor: Actor) -> Names:
    """Colleagues by code, e-mail and name."""
    rows = Member.objects.filter(workspace_id=actor.workspace_id, removed_at=None).order_by("pk")
    return Names(
        (name, pk) for pk, *names in rows.values_list("pk", "code", "email", "name") for name in names
    )


def teams(actor: Actor) -> Names:
    rows = Team.objects.filter(workspace_id=actor.workspace_id, removed_at=None).order_by("pk")
    return Names((name, pk) for pk, *names in rows.values_list("pk", "code", "name") for name in names)


def territories(actor: Actor) -> Names:
    rows = Territory.objects.filter(workspace_id=actor.workspace_id, removed_at=None).order_by("pk")
    return Names((name, pk) for pk, *names in rows.values_list("pk", "code", "name") for name in names)


def campaigns(actor: Actor) -> Names:
    rows = Campaign.objects.filter(workspace_id=actor.workspace_id, removed_at=None).order_by("pk")
    return Names((name, pk) for pk, *names in rows.values_list("pk", "code", "name") for name in names)


def people(actor: Actor) -> Names:
    """People by code, key in the source system, e-mail and name."""
    rows = Person.objects.filter(workspace_id=actor.workspace_id, removed_at=None, merged_into=None)
    columns = rows.order_by("pk").values_list("pk", "code", "external_id", "email", "name")
    return Names((name, pk) for pk, *names in columns for name in names)


def offerings(actor: Actor) -> Names:
    return Names(offering_names(actor))


def offering_records(actor: Actor) -> dict[int, Offering]:
    return {each.pk: each for each in Offering.objects.filter(workspace_id=actor.workspace_id)}


def offering_names(actor: Actor) -> Iterator[tuple[str, int]]:
    rows = Offering.objects.filter(workspace_id=actor.workspace_id, removed_at=None).order_by("pk")
    for pk, code, name, names in rows.values_list("pk", "code", "name", "names"):
        for each in (code, *names.values(), name):
            yield each, pk


def won_deals(actor: Actor) -> Names:
    """Won opportunities by code and key in the source system: what an order can be of."""
    rows = Opportunity.objects.filter(
        workspace_id=actor.workspace_id, removed_at=None, status=OpportunityStatus.WON
    )
    columns = rows.values_list("pk", "code", "external_id").order_by("pk")
    return Names((name, pk) for pk, *names in columns for name in names)


def deals(actor: Actor) -> Names:
    """All opportunities by code and key in the source system."""
    rows = Opportunity.objects.filter(workspace_id=actor.workspace_id, removed_at=None)
    columns = rows.values_list("pk", "code", "external_id").order_by("pk")
    return Names((name, pk) for pk, *names in columns for name in names)


def quotes(actor: Actor) -> Names:
    """Quotes by code and key in the source system."""
    rows = Quote.objects.filter(workspace_id=actor.workspace_id, removed_at=None)
    columns = rows.values_list("pk", "code", "external_id").order_by("pk")
    return Names((name, pk) for pk, *names in columns for name in names)


def clients_of_papers(actor: Actor) -> dict[str, dict[int, int | None]]:
    """Whose the deals and quotes are, by id."""
    mine: dict[str, type[Opportunity | Quote]] = {"deal": Opportunity, "quote": Quote}
    return {
        name: dict(model.objects.filter(workspace_id=actor.workspace_id).values_list("pk", "account_id"))
        for name, model in mine.items()
    }


def stages(actor: Actor, pipeline: str, planned: list[dict[str, Any]]) -> list[Stage]:
    """The stages of a pipeline (by name or code; the first one when none is named).

    Of a pipeline that is still to be created, the `planned` ones. Raises RuleBroken("pipeline.unknown").
    """
    mine = Pipeline.objects.filter(workspace_id=actor.workspace_id, removed_at=None).order_by(
        "position", "pk"
    )
    chosen = next((each for each in mine if not pipeline or pipeline in (each.name, each.code)), None)
    if chosen is None and planned:
        return [Stage(position=place, **values) for place, values in enumerate(planned, start=1)]
    if chosen is None:
        raise RuleBroken("pipeline.unknown", field="pipeline", text=pipeline)
    return list(chosen.stages.filter(removed_at=None).order_by("position", "pk"))
