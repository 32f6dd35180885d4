"""How many of one's own things wait for a hand, area by area; each counted up to a bound, all in one statement."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from saphan.clients.lists import cooling
from saphan.clients.queries import accounts_for
from saphan.commerce.models import Quote
from saphan.commerce.quote_terms import QuoteStatus
from saphan.exchange.models import ImportRun
from saphan.exchange.runs import runs_for
from saphan.exchange.terms import RunState
from saphan.journal import now
from saphan.pipeline.models import Lead, Opportunity
from saphan.pipeline.queries import leads_for, open_opportunities_for
from saphan.pipeline.terms import LeadState
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.rights import Right

MOST = 100  # counted no further: "99+"
Waiting = Callable[[Actor], QuerySet[Any]]
T = TypeVar("T", bound=Hashable)


def cooling_clients(actor: Actor) -> QuerySet[Any]:
    """The member's clients that were left alone beyond their rhythm."""
    return accounts_for(actor).filter(cooling(actor), owner_id=actor.me.pk)


def unjudged_leads(actor: Actor) -> QuerySet[Lead]:
    """The member's leads that are neither qualified nor turned away."""
    return leads_for(actor).filter(owner_id=actor.me.pk, state__in=(LeadState.NEW, LeadState.WORKING))


def deals_without_hand(actor: Actor) -> QuerySet[Opportunity]:
    """The member's open deals whose next step is missing or overdue."""
    missing_or_late = Q(next_step=None) | Q(next_due_on__lt=today_in(actor.workspace, now()))
    return open_opportunities_for(actor).filter(missing_or_late, owner_id=actor.me.pk)


def quotes_to_approve(actor: Actor) -> QuerySet[Quote]:
    """Quotes over the discount limit that this member may approve, being none of their authors."""
    rows = Quote.objects.filter(actor.predicate(Right.APPROVE), status=QuoteStatus.WAITING, removed_at=None)
    for author in ("created_by", "owner", "priced_by", "submitted_by"):
        rows = rows.exclude(**{author: actor.member.pk})
    return rows


def halted_imports(actor: Actor) -> QuerySet[ImportRun]:
    """The member's imports that stopped half way."""
    return runs_for(actor).filter(member_id=actor.me.pk, state=RunState.PAUSED)


def up_to_most(waiting: Mapping[str, QuerySet[Any]]) -> dict[str, QuerySet[Any]]:
    """The queries as `tally` takes them, each counting MOST rows at most."""
    return {name: rows.order_by().values("pk")[:MOST] for name, rows in waiting.items()}


def tally(asked: Mapping[T, Mapping[str, QuerySet[Any]]]) -> dict[T, dict[str, int]]:
    """How many rows each query has, with a single statement for all; 0 where nobody may see any."""
    found = {group: dict.fromkeys(queries, 0) for group, queries in asked.items()}
    places: list[tuple[T, str]] = []
    parts: list[str] = []
    values: list[Any] = []
    for group, queries in asked.items():
        for name, rows in queries.items():
            try:
                sql, parameters = rows.query.sql_with_params()
            except EmptyResultSet:  # nobody may see any of it, which Django knows without asking
                continue
            parts.append(f"(SELECT count(*) FROM ({sql}) AS part_{len(parts)})")  # noqa: S608  compiled by Django
            places.append((group, name))
            values += parameters
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(parts)}", values)
            for (group, name), number in zip(places, cursor.fetchone(), strict=True):
                found[group][name] = number
    return found
