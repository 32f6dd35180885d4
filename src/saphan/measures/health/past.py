"""What was true of a client at an instant, replayed from the journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Any, NamedTuple

from django.db.models import Max, Q, QuerySet

from saphan.clients.models import Account, InteractionParticipant, NextStep, Stakeholder
from saphan.clients.terms import StepState
from saphan.clients.touches import COUNTED
from saphan.commerce.bookings import Bookings, bookings_of
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


class Touches(NamedTuple):
    """When a client, and each person who matters there, was last talked to by an instant; None or absent: never."""

    client: Micros | None
    people: dict[int, Micros]


@dataclass(frozen=True)
class Past:
    """Everything the health looks at; `events` per kind are ordered by the replay itself.

    `touches` are known for the instants that the past was gathered for, and for no others.
    """

    account: Account
    zone: tzinfo
    cadence: list[Event]
    stakes: list[Event]
    steps: list[Event]
    deals: list[Event]
    people: dict[int, int]  # stakeholder → person
    positions: dict[int, int]  # stage → place in its pipeline
    booked: Bookings
    touches: Mapping[Micros, Touches]

    def facts(self, at: Micros) -> Facts:
        """The facts at an instant, as far as they are known now."""
        day = local_date(at, self.zone)
        touches = self.touches[at]
        deals = self.open_deals(at)
        steps = self.open_steps(at)
        with_step = {step.get("opportunity_id") for step in steps.values()}
        year, before = (start_of_day(_years_before(day, back), self.zone) for back in (1, 2))
        cadence = replay_all(self.cadence, at, self._ever).get(self.account.pk, {}).get("cadence_days")
        return Facts(
            known_days=max((day - local_date(self.account.created_at, self.zone)).days, 0),
            touched_days=self._days(touches.client, day),
            cadence_days=cadence if isinstance(cadence, int) else None,
            open_steps=len(steps),
            late_steps=sum(_is_before(step.get("due_on"), day) for step in steps.values()),
            bare_deals=len(deals.keys() - with_step),
            stakes=tuple(
                self._stake(pk, state, touches.people, day) for pk, state in self.standing(at).items()
            ),
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


def pasts_of(
    actor: Actor, accounts: Sequence[Account], since: Micros, instants: Sequence[Micros]
) -> dict[int, Past]:
    """The past of clients back to `since`, for facts at `instants`: eleven queries, whatever there is."""
    zone, ids = actor.workspace.zone, [account.pk for account in accounts]
    day = local_date(since, zone)
    stakes = Stakeholder.objects.filter(account__in=ids, opportunity=None)
    steps = NextStep.objects.filter(account__in=ids).filter(Q(state=StepState.OPEN) | Q(done_at__gte=since))
    deals = opportunities_for(actor).filter(account__in=ids)
    deals = deals.filter(Q(status=OpportunityStatus.OPEN) | Q(closed_on__gte=day))
    people: dict[int, dict[int, int]] = {pk: {} for pk in ids}
    for account, stake, person in stakes.values_list("account_id", "pk", "person_id"):
        people[account][stake] = person
    by_stake = {stake: account for account, stakes_of in people.items() for stake in stakes_of}
    positions = dict(Stage.objects.filter(workspace_id=actor.workspace_id).values_list("pk", "position"))
    own = _events(actor, "account", ("cadence_days",), {pk: pk for pk in ids})
    told = {
        "stakes": _events(actor, "stakeholder", STAKE, by_stake),
        "steps": _events(actor, "next_step", STEP, dict(steps.values_list("pk", "account_id"))),
        "deals": _events(actor, "opportunity", DEAL, dict(deals.values_list("pk", "account_id"))),
    }
    booked = bookings_of(actor, ids, start_of_day(_years_before(day, 2), zone))
    touches = _touches(people, instants)
    return {
        account.pk: Past(
            account=account,
            zone=zone,
            cadence=own[account.pk],
            **{name: events[account.pk] for name, events in told.items()},
            people=people[account.pk],
            positions=positions,
            booked=booked[account.pk],
            touches=touches[account.pk],
        )
        for account in accounts
    }


def _events(
    actor: Actor, kind: str, attributes: tuple[str, ...], places: Mapping[int, int | None]
) -> dict[int | None, list[Event]]:
    """Events of the entities named in `places`, by the client that each belongs to."""
    found: dict[int | None, list[Event]] = defaultdict(list)
    entries = Entry.objects.filter(
        workspace_id=actor.workspace_id,
        kind=kind,
        entity_id__in=list(places),
        attribute__in=(BORN, *attributes),
    )
    for entry in entries.order_by("seq"):
        values = entry.after or {} if entry.attribute == BORN else {entry.attribute: entry.after}
        where = (entry.entity_id, entry.seq, entry.effective_at, entry.recorded_at)
        mine = found[places[entry.entity_id]]
        if entry.attribute == BORN:
            mine.append(Event(*where, BORN, True))
        mine.extend(Event(*where, name, values[name]) for name in attributes if name in values)
    return found


def _touches(
    people: Mapping[int, Mapping[int, int]], instants: Sequence[Micros]
) -> dict[int, dict[Micros, Touches]]:
    """By client and instant, from talks that count."""
    clients = COUNTED.filter(account__in=list(people)).order_by().values("account_id")
    by_client = _latest(clients, "account_id", "happened_at", instants)
    persons = {person for stakes in people.values() for person in stakes.values()}
    parts = InteractionParticipant.objects.filter(person_id__in=persons, interaction__in=COUNTED).order_by()
    by_person = _latest(parts.values("person_id"), "person_id", "interaction__happened_at", instants)
    return {
        account: {
            at: Touches(
                by_client.get(account, {}).get(at),
                {
                    person: by_person[person][at]
                    for person in stakes.values()
                    if at in by_person.get(person, {})
                },
            )
            for at in instants
        }
        for account, stakes in people.items()
    }


def _latest(
    rows: QuerySet[Any, Any], key: str, column: str, instants: Sequence[Micros]
) -> dict[int, dict[Micros, Micros]]:
    """By key and instant, the latest moment up to it; none where there is none."""
    columns = [Max(column, filter=Q(**{f"{column}__lte": at})) for at in instants]
    found = rows.annotate(**{f"at_{place}": each for place, each in enumerate(columns)})
    names = [f"at_{place}" for place in range(len(columns))]
    return {
        pk: {at: moment for at, moment in zip(instants, moments, strict=True) if moment is not None}
        for pk, *moments in found.values_list(key, *names)
    }


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
