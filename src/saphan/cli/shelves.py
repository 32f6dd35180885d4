"""What can be listed: where its rows come from, how it narrows and sorts, and which columns are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from saphan.core.errors import RuleBroken

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from saphan.workspace.actor import Actor
    from saphan.workspace.listing import Listing


@dataclass(frozen=True)
class Shelf:
    """`columns` are paths of attributes, dots through relations; `code` always comes first."""

    rows: Callable[[Actor], QuerySet[Any]]
    listing: Listing
    columns: tuple[str, ...]

    def related(self) -> list[str]:
        """Relations that the columns look through, fetched with the rows."""
        return sorted({path.rpartition(".")[0].replace(".", "__") for path in self.columns if "." in path})


def shelf(kind: str) -> Shelf:
    """Raises RuleBroken("list.unknown_kind")."""
    found = _shelves()
    if kind not in found:
        raise RuleBroken("list.unknown_kind", field="kind", kind=kind, known=sorted(found))
    return found[kind]


def value_at(row: Any, path: str) -> Any:
    """The value of a column; None where a relation on the way is empty."""
    for name in path.split("."):
        row = getattr(row, name, None)
    return row


def _shelves() -> dict[str, Shelf]:
    return {
        **_client_shelves(),
        **_pipeline_shelves(),
        **_commerce_shelves(),
        **_satisfaction_shelves(),
        **_set_up_shelves(),
    }


def _client_shelves() -> dict[str, Shelf]:
    from saphan.clients import lists, queries
    from saphan.measures.clients import ACCOUNTS, accounts_with_figures

    return {
        "accounts": Shelf(
            accounts_with_figures, ACCOUNTS,
            ("code", "name", "status", "tier", "industry", "city", "owner.code", "owner.name",
             "territory.code", "health_points", "won_minor", "penetration_bp", "owed_minor", "overdue_minor"),
        ),
        "people": Shelf(
            queries.people_for, lists.PEOPLE,
            ("code", "name", "name_en", "email", "phone", "status", "owner.code"),
        ),
        "whitespace_cells": Shelf(
            queries.cells_for, lists.CELLS,
            ("code", "account.code", "unit.code", "offering.code", "state", "competitor", "competitor_until",
             "potential_minor", "potential_source", "currency"),
        ),
        "interactions": Shelf(
            queries.interactions_for, lists.INTERACTIONS,
            ("code", "happened_at", "channel", "direction", "subject", "account.code", "opportunity.code"),
        ),
        "next_steps": Shelf(
            queries.next_steps_for, lists.NEXT_STEPS,
            ("code", "what", "due_on", "state", "owner.code", "account.code", "opportunity.code"),
        ),
    }  # fmt: skip


def _pipeline_shelves() -> dict[str, Shelf]:
    from saphan.pipeline import lists, queries

    return {
        "opportunities": Shelf(
            queries.opportunities_for, lists.OPPORTUNITIES,
            ("code", "name", "status", "stage.name", "account.code", "account.name", "owner.code", "currency",
             "amount_minor", "reporting_minor", "expected_close_on", "closed_on", "pushes", "external_id"),
        ),
        "targets": Shelf(
            queries.targets_for, lists.TARGETS,
            ("code", "metric", "starts_on", "ends_on", "member.code", "team.code", "territory.code", "account.code",
             "amount", "currency"),
        ),
        "leads": Shelf(
            queries.leads_for, lists.LEADS,
            ("code", "name", "state", "source", "contact_name", "email", "qualified_on", "owner.code",
             "account.code"),
        ),
    }  # fmt: skip


def _commerce_shelves() -> dict[str, Shelf]:
    from saphan.commerce import contract_lists, contract_queries, lists, queries, quote_lists, quote_queries

    return {
        "quotes": Shelf(
            quote_queries.quotes_for, quote_lists.QUOTES,
            ("code", "edition", "name", "status", "account.code", "account.name", "opportunity.code", "owner.code", "language",
             "currency", "amount_minor", "tax_minor", "reporting_minor", "sent_on", "valid_until", "decided_on",
             "order.code", "external_id"),
        ),
        "contracts": Shelf(
            contract_queries.contracts_for, contract_lists.CONTRACTS,
            ("code", "number", "name", "kind", "status", "edition", "account.code", "account.name", "opportunity.code",
             "quote.code", "language", "currency", "amount_minor", "reporting_minor", "starts_on", "last_day", "signed_on",
             "renewal", "renewal_months", "notice", "notice_unit", "extensions", "runs_until", "notice_by",
             "notice_given_on", "ended_on", "end_reason", "external_id"),
        ),
        "duties": Shelf(
            contract_queries.duties_for, contract_lists.DUTIES,
            ("code", "contract.code", "contract.name", "clause.number", "what", "owed_by", "due_on", "state",
             "settled_on", "note"),
        ),
        "price_lists": Shelf(
            quote_queries.price_lists_for, quote_lists.PRICE_LISTS,
            ("code", "name", "currency", "segment", "valid_from", "valid_until"),
        ),
        "costs": Shelf(
            queries.costs_for, lists.COSTS,
            ("code", "kind", "about", "starts_on", "ends_on", "channel", "campaign.code", "territory.code",
             "currency", "amount_minor", "acquisition_share"),
        ),
        "campaigns": Shelf(
            queries.campaigns_for, lists.CAMPAIGNS,
            ("code", "name", "channel", "starts_on", "ends_on", "territory.code"),
        ),
        "orders": Shelf(
            queries.orders_for, lists.ORDERS,
            ("code", "name", "status", "account.code", "account.name", "opportunity.code", "owner.code",
             "currency", "amount_minor", "tax_minor", "reporting_minor", "confirmed_on", "cancelled_on",
             "reference", "external_id", "invoiced_minor", "billing"),
        ),
        "invoices": Shelf(
            queries.invoices_for, lists.INVOICES,
            ("code", "number", "standing", "account.code", "account.name", "order.code", "credits.code", "purpose",
             "currency", "amount_minor", "tax_minor", "credited_minor", "paid_minor", "left_minor", "issued_on", "due_on",
             "tax_document", "tax_number", "external_id"),
        ),
        "receipts": Shelf(
            queries.receipts_for, lists.RECEIPTS,
            ("code", "account.code", "account.name", "received_on", "currency", "amount_minor", "allocated_minor",
             "bank_reference", "reverses.code", "external_id"),
        ),
    }  # fmt: skip


def _satisfaction_shelves() -> dict[str, Shelf]:
    from saphan.extend import lists, queries

    return {
        "surveys": Shelf(
            queries.surveys_for, lists.SURVEYS, ("code", "name", "question", "scale", "threshold")
        ),
        "survey_invitations": Shelf(
            queries.invitations_for, lists.INVITATIONS,
            ("code", "survey.code", "account.code", "person.code", "delivered_on"),
        ),
        "survey_answers": Shelf(
            queries.answers_for, lists.ANSWERS,
            ("code", "survey.code", "account.code", "person.code", "score", "answered_on", "words", "source"),
        ),
    }  # fmt: skip


def _set_up_shelves() -> dict[str, Shelf]:
    from saphan.administration.lists import OFFERINGS
    from saphan.pipeline.queries import lost_reasons_for, pipelines_for, stages_for
    from saphan.workspace.queries import members_for, offerings_for, teams_for, territories_for

    named = _by_name()
    return {
        "members": Shelf(members_for, named, ("code", "name", "email", "role", "status", "team.code")),
        "teams": Shelf(teams_for, named, ("code", "name", "parent.code")),
        "territories": Shelf(territories_for, named, ("code", "name", "parent.code")),
        "offerings": Shelf(offerings_for, OFFERINGS, ("code", "name", "family", "unit", "status")),
        "pipelines": Shelf(pipelines_for, named, ("code", "name", "position")),
        "stages": Shelf(
            stages_for, named,
            ("code", "name", "pipeline.code", "position", "is_qualified", "is_negotiation", "win_chance",
             "target_days"),
        ),
        "lost_reasons": Shelf(lost_reasons_for, named, ("code", "name", "position")),
    }  # fmt: skip


def _by_name() -> Listing:
    """What was set up is short and has no list of its own anywhere else."""
    from saphan.workspace.listing import Column, Listing, Sort

    return Listing(
        filters={"code": Column("code"), "name": Column("name")},
        sorts={"code": Sort("code"), "name": Sort("name"), "created": Sort("created_at")},
        default="created",
    )
