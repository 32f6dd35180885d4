"""What the page of a client shows, written out once per row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from saphan.clients.models import Account, Affiliation, NextStep, Person, Stakeholder
from saphan.clients.queries import (
    accounts_for,
    affiliations_for,
    attachments_for,
    open_steps_for,
    people_for,
    stakeholders_for,
    units_of,
)
from saphan.clients.rules import may_log_child
from saphan.clients.terms import Channel, Stance
from saphan.core.period import local_date
from saphan.journal import now
from saphan.pipeline.models import Opportunity
from saphan.pipeline.queries import open_opportunities_for, opportunities_for
from saphan.pipeline.terms import OpportunityStatus
from saphan.web.clients.contact_forms import ICONS
from saphan.web.clients.writing import Due, Named, called, due, named, talk
from saphan.web.reader import Reader
from saphan.workspace.actor import Actor

STANCE_KINDS = {-2: "crit", -1: "warn", 1: "good", 2: "good"}


@dataclass(frozen=True)
class PersonRow:
    """Somebody at the client: job, and what they mean here."""

    pk: int
    code: str
    name: Named
    job: str
    unit: str
    role: str
    stance: str
    stance_kind: str
    stance_mark: str
    influence: int
    reports_to: str
    talk: str
    stake: str
    evidence: str
    stance_number: int = 0
    role_key: str = ""
    reports_to_pk: int = 0
    touched_days: int | None = None


@dataclass(frozen=True)
class DealRow:
    code: str
    name: str
    stage: str
    amount: str
    close: str
    is_late: bool
    owner: str
    status: str = ""
    outcome: str = ""
    closed: str = ""


@dataclass(frozen=True)
class StepRow:
    code: str
    due: Due
    owner: str
    owner_pk: int
    deal: str
    may_change: bool


def people_at(actor: Actor, account: Account, reader: Reader) -> list[PersonRow]:
    """Everybody with a running job here or a standing, the most influential first; two queries."""
    jobs: dict[int, Affiliation] = {}
    running = affiliations_for(actor).filter(account=account, to_date=None, person__removed_at=None)
    for job in running.select_related("person", "unit").order_by("pk"):
        jobs.setdefault(job.person_id, job)
    standing = stakeholders_for(actor, account).filter(opportunity=None, person__removed_at=None)
    stakes = {stake.person_id: stake for stake in standing}
    people: dict[int, Person] = {pk: stake.person for pk, stake in stakes.items()}
    people |= {pk: job.person for pk, job in jobs.items()}
    rows = [_person(person, jobs.get(pk), stakes.get(pk), reader) for pk, person in people.items()]
    return sorted(rows, key=lambda row: (-row.influence, row.name.name))


def open_deals_of(actor: Actor, account: Account, reader: Reader) -> list[DealRow]:
    """Open deals, the earliest promised first."""
    deals = open_opportunities_for(actor).filter(account=account).select_related("stage", "owner")
    return [_deal(deal, reader) for deal in deals.order_by("expected_close_on", "pk")[:50]]


def all_deals_of(actor: Actor, account: Account, reader: Reader) -> list[DealRow]:
    """Every deal, open ones first, then the latest closed."""
    deals = opportunities_for(actor).filter(account=account).select_related("stage", "owner")
    order = deals.order_by(F("closed_on").desc(nulls_first=True), "expected_close_on", "-pk")
    return [_deal(deal, reader) for deal in order[:200]]


def counts_of(actor: Actor, account: Account) -> dict[str, int]:
    """How many people, deals and files stand behind the tabs of these names; one query."""
    running = affiliations_for(actor).filter(account=account, to_date=None)
    standing = stakeholders_for(actor, account).filter(opportunity=None)
    here = Q(pk__in=running.values("person")) | Q(pk__in=standing.values("person"))
    counted = {
        "people": _number(people_for(actor).filter(here)),
        "deals": _number(opportunities_for(actor).filter(account=account)),
        "files": _number(attachments_for(actor).filter(account=account)),
    }
    numbers = accounts_for(actor).filter(pk=account.pk).values_list(*counted.values())
    return dict(zip(counted, numbers.get(), strict=True))


def _number(rows: QuerySet[Any]) -> Coalesce:
    """How many rows there are, as part of another query; they are of one workspace."""
    counted = rows.order_by().values("workspace_id").annotate(number=Count("*")).values("number")
    return Coalesce(Subquery(counted), 0)


def steps_of(actor: Actor, account: Account, reader: Reader) -> list[StepRow]:
    steps = open_steps_for(actor).filter(account=account).select_related("owner", "opportunity", "account")
    return [_step(actor, step, reader) for step in steps[:50]]


def facts_of(account: Account, reader: Reader) -> dict[str, Any]:
    """The head of the page."""
    present = now()
    lately = talk(account, reader, present)
    return {
        "name": named(account, reader.language),
        "others": [text for text in account.all_names() if text != account.name_in(reader.language)],
        "since": reader.full_day(local_date(account.created_at, reader.zone)),
        "talk": lately,
        "talk_words": _("Last talk: %(when)s") % {"when": lately.text},
    }


def channels() -> list[tuple[str, str, str]]:
    """Every way of talking: key, name, icon."""
    return [(value, str(label), ICONS[value]) for value, label in Channel.choices]


def composer_of(people: Iterable[PersonRow]) -> dict[str, Any]:
    """What the line under the timeline offers."""
    return {"channels": channels(), "people": [(row.pk, row.name) for row in people]}


def units(actor: Actor, account: Account) -> list[Any]:
    return list(units_of(actor, account))


def _person(person: Person, job: Affiliation | None, stake: Stakeholder | None, reader: Reader) -> PersonRow:
    return PersonRow(
        pk=person.pk,
        code=person.code,
        name=called(person, reader.language),
        job=job.job_title if job else "",
        unit=job.unit.name if job and job.unit else "",
        role=str(stake.get_role_display()) if stake else "",
        stance=str(Stance(stake.stance).label) if stake else "",
        stance_kind=STANCE_KINDS.get(stake.stance, "") if stake else "",
        stance_mark=_signed(stake.stance) if stake else "",
        influence=stake.influence if stake else 0,
        reports_to=stake.reports_to.name if stake and stake.reports_to else "",
        talk=reader.ago(person.last_touch_at),
        stake=stake.code if stake else "",
        evidence=stake.evidence if stake else "",
        stance_number=stake.stance if stake else 0,
        role_key=stake.role if stake else "",
        reports_to_pk=(stake.reports_to_id or 0) if stake else 0,
        touched_days=_days_since(person.last_touch_at, reader),
    )


def _deal(deal: Opportunity, reader: Reader) -> DealRow:
    day, is_open = deal.expected_close_on, deal.status == OpportunityStatus.OPEN
    return DealRow(
        code=deal.code,
        name=deal.name,
        stage=deal.stage.label(reader.language),
        amount=reader.money(deal.amount_minor, deal.currency),
        close=reader.day(day),
        is_late=is_open and day is not None and day < reader.today,
        owner=deal.owner.name if deal.owner else "",
        status=deal.status,
        outcome="" if is_open else str(deal.get_status_display()),
        closed=reader.day(deal.closed_on),
    )


def _step(actor: Actor, step: NextStep, reader: Reader) -> StepRow:
    return StepRow(
        code=step.code,
        due=due(step, reader),
        owner=step.owner.name if step.owner else "",
        owner_pk=step.owner_id or 0,
        deal=step.opportunity.name if step.opportunity else "",
        may_change=may_log_child(actor, step),
    )


def _days_since(instant: int | None, reader: Reader) -> int | None:
    return None if instant is None else (reader.today - reader.at(instant).date()).days


def _signed(stance: int) -> str:
    return f"+{stance}" if stance > 0 else f"−{-stance}" if stance < 0 else "0"
