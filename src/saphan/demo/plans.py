"""What happens to a deal, planned before it is told: events in order, some of them still to come."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from saphan.core.period import Micros
from saphan.demo.chronicle import Moment
from saphan.demo.diary import Diary
from saphan.demo.phrases import PUSHED, REOPENED, RESIZED, RIVALS, TAKEN_BACK
from saphan.pipeline.models import Lead, Stage

WON, LOST = 0.34, 0.46
REASONS = (
    "Price", "Price", "Went to a competitor", "Went to a competitor", "Budget was withdrawn",
    "Did not fit the need", "Timing", "Decision maker changed", "Done in house",
)  # fmt: skip
DAY = 86_400_000_000  # microseconds


class Event(NamedTuple):
    """`kind`: enter, push, resize, win, lose, no_decision, reopen, assign."""

    at: Micros
    kind: str
    values: dict[str, Any]


@dataclass
class Plan:
    """A deal to be told. `lines` are offering keys with their prices in minor units."""

    client: str
    name: str
    currency: str
    lines: list[tuple[str, int]]
    owner: str
    pipeline: str
    type: str
    opened: Micros
    closes_on: date
    events: list[Event] = field(default_factory=list)
    lead: Lead | None = None
    moment: Moment | None = None  # when it comes out of a lead, the action that converted it
    category: str = "pipeline"
    pictured: bool = False
    first_lines: list[tuple[str, int]] = field(init=False)
    first_closes_on: date = field(init=False)

    def __post_init__(self) -> None:
        self.begin_with(self.lines, self.closes_on)

    def begin_with(self, lines: list[tuple[str, int]], closes_on: date) -> None:
        """What the deal holds and promises on the day it is opened."""
        self.lines = self.first_lines = lines
        self.closes_on = self.first_closes_on = closes_on

    @property
    def last(self) -> Micros:
        return self.events[-1].at if self.events else self.opened

    def then(self, at: Micros, kind: str, **values: Any) -> None:
        """Add an event; never before the one before it."""
        self.events.append(Event(max(at, self.last + 60_000_000), kind, values))


def wander(plan: Plan, stages: list[Stage], diary: Diary) -> None:
    """Let a deal take its course: through the stages to an end, with what comes between."""
    chance = diary.chance.random()
    outcome = "win" if chance < WON else "lose" if chance < WON + LOST else "no_decision"
    far = len(stages) - 1 if outcome == "win" else diary.chance.randrange(len(stages))
    for stage in stages[1 : far + 1]:
        if diary.happens(0.92):
            _on_the_way(plan, diary)
            _move_on(plan, diary, stage.position - 1, "enter", stage=stage)
    _on_the_way(plan, diary)
    _move_on(plan, diary, far, outcome, **_loss(diary, outcome))
    _afterwards(plan, diary, outcome)


def _move_on(plan: Plan, diary: Diary, place: int, kind: str, **values: Any) -> None:
    pace = (9, 11, 12, 9, 6)[min(place, 4)]
    slower = 1.35 if plan.owner in {"marcus", "priya"} else 1.0
    when = diary.after(plan.last, diary.about(pace * slower))
    if diary.day(when) > plan.closes_on and diary.happens(0.7):
        _push(plan, diary, diary.day(when))
    plan.then(when, kind, **values)


def _push(plan: Plan, diary: Diary, beyond: date) -> None:
    """The promised day came too near; a new one is named, with the reason."""
    noticed = max(
        plan.last + DAY // 8, diary.at(max(plan.closes_on - timedelta(days=2), diary.day(plan.last)))
    )
    plan.closes_on = beyond + timedelta(days=round(diary.about(16)))
    plan.then(noticed, "push", closes_on=plan.closes_on, reason=diary.one_of(PUSHED))


def _on_the_way(plan: Plan, diary: Diary) -> None:
    if diary.happens(0.05):
        _resize(plan, diary)
    if diary.happens(0.01):
        plan.then(diary.after(plan.last, 3), "assign")


def _resize(plan: Plan, diary: Diary) -> None:
    factor = diary.one_of((80, 85, 90, 110, 115, 125))
    plan.lines = [(key, price * factor // 100_00 * 100) for key, price in plan.lines]
    plan.then(diary.after(plan.last, 2), "resize", lines=plan.lines, reason=diary.one_of(RESIZED))


def _loss(diary: Diary, outcome: str) -> dict[str, Any]:
    if outcome != "lose":
        return {}
    reason = diary.one_of(REASONS)
    return {"lost_reason": reason, "lost_to": diary.one_of(RIVALS) if reason.startswith("Went") else ""}


def _afterwards(plan: Plan, diary: Diary, outcome: str) -> None:
    """A few are taken up again; a few prices move after the win."""
    if outcome == "lose" and diary.happens(0.05):
        plan.then(diary.after(plan.last, diary.about(40)), "reopen", reason=diary.one_of(REOPENED))
        plan.then(diary.after(plan.last, diary.about(20)), "win")
    elif outcome == "win" and diary.happens(0.03):
        plan.then(diary.after(plan.last, diary.about(25)), "reopen", reason=diary.one_of(TAKEN_BACK))
        plan.then(diary.after(plan.last, diary.about(15)), "lose", **_loss(diary, "lose"))
    elif outcome == "win" and diary.happens(0.04):
        _resize(plan, diary)
