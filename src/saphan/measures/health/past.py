"""What was true of a client at an instant, replayed from the journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Any

from django.db.models import Max, Q, QuerySet

from saphan.clients.models import Account, InteractionParticipant, NextStep, Stakeholder
from saphan.clients.terms import StepState
from saphan.clients.touches import COUNTED
from saphan.commerce.bookings import Bookings, bookings
from saphan.core.health import Deal, Facts, Stake
from saphan.core.history import Event, State, replay_all
from saphan.core.period import Micros, local_date, start_of_day
from saphan.journal.models import BORN, Entry
from saphan.pipeline.models import Stage
from saphan.pipeline.queries import opportunities_for
from saphan.pipeline.terms import OpportunityStatus
from saphan.workspace.actor import Actor

WINDOW_DAYS = 30
STAKE = ("role", "stance", "influence", "removed_at")
STEP = ("state", "due_on", "opportunity_id", "removed_at")
DEAL = ("status", "stage_id", "expected_close_on", "removed_at")


@dataclass(frozen=True)
class Past:
    """Everything the health looks at; `events` per kind are ordered by the replay itself."""

    account: Account
    zone: tzinfo
    cadence: list[Event]
    stakes: list[Event]
    steps: list[Event]
    deals: list[Event]
    people: dict[int, int]  # stakeholder → person
    positions: dict[int, int]  # stage → place in its pipeline
    booked: Bookings

    def facts(self, at: Micros) -> Facts:
        """The facts at an instant, as far as they are known now."""
        day = local_date(at, self.zone)
        touches = _touches(self.account, at)
        deals = self.open_deals(at)
        steps = self.open_steps(at)
        with_step = {step.get("opportunity_id") for step in steps.values()}
        year, before = (start_of_day(_years_before(day, back), self.zone) for back in (1, 2))
        cadence = replay_all(self.cadence, at, self._ever).get(self.account.pk, {}).get("cadence_days")
        return Facts(
            known_days=max((day - local_date(self.account.created_at, self.zone)).days, 0),
            touched_days=self._days(_touched(self.account, at), day),
            cadence_days=cadence if isinstance(cadence, int) else None,
            open_steps=len(steps),
            late_steps=sum(_is_before(step.get("due_on"), day) for step in steps.values()),
            bare_deals=len(deals.keys() - with_step),
            stakes=tuple(self._stake(pk, state, touches, day) for pk, state in self.standing(at).items()),
            deals=tuple(self._deal(pk, state, at) for pk, state in deals.items()),
            revenue=self.booked.between(year, at + 1),
            revenue_before=self.booked.between(before, year),
        )

    def standing(self, at: Micros) -> dict[int, State]:
        """Stakeholders that counted at an instant."""
        return _live(replay_all(self.stakes, at, self._ever))

    def open_steps(self, at: Micros) -> dict[int, State]:
        states = _live(replay_all(self.steps, at, self._ever))
        return {pk: state for pk, state in states.items() if state.get("state", "open") == StepState.OPEN}

    def open_deals(self, at: Micros) -> dict[int, State]:
        states = _live(replay_all(self.deals, at, self._ever))
        return {pk: state for pk, state in states.items() if state.get("status") == OpportunityStatus.OPEN}

    def movement(self, pk: int, at: Micros) -> tuple[State, State]:
        """A deal as it stood a window before, and at the instant."""
        own = [event for event in self.deals if event.entity_id == pk]
        earlier = start_of_day(local_date(at, self.zone) - timedelta(days=WINDOW_DAYS), self.zone)
        return (
            replay_all(own, earlier, self._ever).get(pk, {}),
            replay_all(own, at, self._ever).get(pk, {}),
        )

    @property
    def _ever(self) -> Micros:
        return 2**62

    def _days(self, instant: Micros | None, day: date) -> int | None:
        return None if instant is None else (day - local_date(instant, self.zone)).days

    def _stake(self, pk: int, state: State, touches: dict[int, Micros], day: date) -> Stake:
        touched = self._days(touches.get(self.people[pk]), day)
        stance, influence = _number(state, "stance", 0), _number(state, "influence", 3)
        return Stake(stance, influence, state.get("role") == "decision_maker", touched)

    def _deal(self, pk: int, state: State, at: Micros) -> Deal:
        before, now = self.movement(pk, at)
        step = self._place(now) - self._place(before) if before else 1
        pushed = bool(before) and _later(now.get("expected_close_on"), before.get("expected_close_on"))
        is_late = _is_before(state.get("expected_close_on"), local_date(at, self.zone))
        return Deal(is_late, went_forward=step > 0 and not pushed, fell_back=step < 0 or pushed)

    def _place(self, state: State) -> int:
        return self.positions.get(_number(state, "stage_id", 0), 0)


def past_of(actor: Actor, account: Account, since: Micros) -> Past:
    """The past of a client back to `since`: seven queries, whatever there is."""
    zone = actor.workspace.zone
    day = local_date(since, zone)
    stakes = Stakeholder.objects.filter(account=account, opportunity=None)
    steps = NextStep.objects.filter(account=account).filter(Q(state=StepState.OPEN) | Q(done_at__gte=since))
    deals = opportunities_for(actor).filter(account=account)
    deals = deals.filter(Q(status=OpportunityStatus.OPEN) | Q(closed_on__gte=day))
    stages = Stage.objects.filter(workspace_id=actor.workspace_id)
    return Past(
        account=account,
        zone=zone,
        cadence=list(_events(actor, "account", ("cadence_days",), [account.pk])),
        stakes=list(_events(actor, "stakeholder", STAKE, stakes)),
        steps=list(_events(actor, "next_step", STEP, steps)),
        deals=list(_events(actor, "opportunity", DEAL, deals)),
        people=dict(stakes.values_list("pk", "person_id")),
        positions=dict(stages.values_list("pk", "position")),
        booked=bookings(actor, account, start_of_day(_years_before(day, 2), zone)),
    )


def _events(
    actor: Actor, kind: str, attributes: tuple[str, ...], ids: list[int] | QuerySet[Any]
) -> Iterator[Event]:
    wanted: Any = ids if isinstance(ids, list) else ids.order_by().values("pk")
    entries = Entry.objects.filter(
        workspace_id=actor.workspace_id, kind=kind, entity_id__in=wanted, attribute__in=(BORN, *attributes)
    )
    for entry in entries.order_by("seq"):
        values = entry.after or {} if entry.attribute == BORN else {entry.attribute: entry.after}
        where = (entry.entity_id, entry.seq, entry.effective_at, entry.recorded_at)
        if entry.attribute == BORN:
            yield Event(*where, BORN, True)
        for name in attributes:
            if name in values:
                yield Event(*where, name, values[name])


def _touched(account: Account, at: Micros) -> Micros | None:
    found = COUNTED.filter(account=account, happened_at__lte=at).aggregate(at=Max("happened_at"))
    return found["at"]  # type: ignore[no-any-return]


def _touches(account: Account, at: Micros) -> dict[int, Micros]:
    """Person → when they were last talked to by an instant, of people who matter to the client."""
    stakes = Stakeholder.objects.filter(account=account, opportunity=None).values("person_id")
    rows = InteractionParticipant.objects.filter(
        person_id__in=stakes, interaction__in=COUNTED.filter(happened_at__lte=at)
    )
    latest = rows.order_by().values("person_id").annotate(at=Max("interaction__happened_at"))
    return dict(latest.values_list("person_id", "at"))


def _live(states: dict[int, State]) -> dict[int, State]:
    return {pk: state for pk, state in states.items() if not state.get("removed_at")}


def _number(state: State, name: str, otherwise: int) -> int:
    value = state.get(name)
    return value if isinstance(value, int) else otherwise


def _is_before(value: object, day: date) -> bool:
    return isinstance(value, str) and date.fromisoformat(value) < day


def _later(value: object, before: object) -> bool:
    return isinstance(value, str) and isinstance(before, str) and value > before


def _years_before(day: date, years: int) -> date:
    """The same day of an earlier year; 28 February for a leap day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
