"""What stands behind one part of a client's health: the rows themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from saphan.clients.models import Person, Stakeholder
from saphan.clients.queries import next_steps_for
from saphan.clients.touches import COUNTED
from saphan.core.health import Part
from saphan.core.history import replay_all
from saphan.measures.health.checkup import Checkup
from saphan.pipeline.models import Opportunity, Stage
from saphan.workspace.actor import Actor

MOST = 20


@dataclass(frozen=True)
class Event:
    """One row behind a part. `kind` says what it is; `before` and `after` are values as the journal has them."""

    kind: str
    record: Any
    at: int | None = None
    before: Any = None
    after: Any = None


def events_behind(actor: Actor, found: Checkup, part: Part) -> list[Event]:
    """The rows that `part` was worked out from, what changed most lately first, at most twenty."""
    sources: dict[Part, Callable[[Actor, Checkup], Iterator[Event]]] = {
        Part.RHYTHM: _talks, Part.STEPS: _steps, Part.REACH: _reached, Part.STANCE: _stances,
        Part.PIPELINE: _deals, Part.REVENUE: _booked,
    }  # fmt: skip
    return list(sources[part](actor, found))[:MOST]


def _talks(_actor: Actor, found: Checkup) -> Iterator[Event]:
    talks = COUNTED.filter(account=found.past.account, happened_at__lte=found.at).order_by("-happened_at")
    for talk in talks[:5]:
        yield Event("talk", talk, talk.happened_at)


def _steps(actor: Actor, found: Checkup) -> Iterator[Event]:
    steps = next_steps_for(actor).filter(pk__in=found.past.open_steps(found.at)).order_by("due_on", "pk")
    covered = set()
    for step in steps.select_related("opportunity"):
        covered.add(step.opportunity_id)
        yield Event("step", step, after=step.due_on)
    bare = found.past.open_deals(found.at).keys() - covered
    for deal in Opportunity.objects.filter(pk__in=bare).order_by("pk"):
        yield Event("bare_deal", deal)


def _reached(_actor: Actor, found: Checkup) -> Iterator[Event]:
    key = {
        pk
        for pk, state in found.past.standing(found.at).items()
        if state.get("role") == "decision_maker" or int(str(state.get("influence", 3))) >= 4
    }
    people = Person.objects.filter(stakes__in=key).distinct().order_by("-last_touch_at", "pk")
    for person in people:
        yield Event("person", person, person.last_touch_at)


def _stances(_actor: Actor, found: Checkup) -> Iterator[Event]:
    past = found.past
    then, now = past.standing(found.since), past.standing(found.at)
    stakes = Stakeholder.objects.filter(pk__in=then.keys() | now.keys()).select_related("person")
    events = [
        Event(
            "stance",
            stake,
            before=then[stake.pk].get("stance", 0) if stake.pk in then else None,
            after=now[stake.pk].get("stance", 0) if stake.pk in now else None,
        )
        for stake in stakes
    ]
    yield from sorted(events, key=lambda event: (event.before == event.after, event.record.pk))


def _deals(_actor: Actor, found: Checkup) -> Iterator[Event]:
    now = found.past.open_deals(found.at)
    then = replay_all(found.past.deals, found.since, 2**62)
    stages = Stage.objects.in_bulk(
        {state.get("stage_id") for states in (now, then) for state in states.values()} - {None}
    )
    for deal in Opportunity.objects.filter(pk__in=now).order_by("expected_close_on", "pk"):
        before, after = then.get(deal.pk, {}).get("stage_id"), now[deal.pk].get("stage_id")
        yield Event("deal", deal, before=stages.get(before), after=stages.get(after))


def _booked(_actor: Actor, found: Checkup) -> Iterator[Event]:
    lines = [line for line in found.past.booked.lines if line.at <= found.at][::-1][:MOST]
    deals = Opportunity.objects.in_bulk({line.deal_id for line in lines})
    for line in lines:
        yield Event("booked", deals[line.deal_id], line.at, after=line.minor)
