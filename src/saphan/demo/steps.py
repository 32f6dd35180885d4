"""What was to be done next at each turn of a deal, and what is to be done next today."""

from __future__ import annotations

from datetime import date, timedelta

from saphan.clients.models import NextStep
from saphan.clients.terms import StepState
from saphan.core.period import Micros
from saphan.demo.deals import Life
from saphan.demo.diary import workday
from saphan.demo.phrases import OUTCOMES, STEPS
from saphan.demo.picture import TODAY, open_deals
from saphan.demo.world import World
from saphan.workspace.models import Member

WITH_STEP, LATE = 0.82, 0.15
KINDS = ("task", "task", "send", "call", "meeting")


def plan_steps(world: World, lives: list[Life]) -> None:
    """Every next step of the story: done ones at past turns, open ones at open deals."""
    steps = [step for life in lives for step in _done(world, life)]
    pictured = {deal.name: deal.step for deal in open_deals(world.diary.today.year)}
    for life in lives:
        if life.is_open:
            steps += _open(world, life, pictured)
    steps += _of_today(world)
    world.chronicle.settle(steps)


def _done(world: World, life: Life) -> list[NextStep]:
    """A step was planned at each turn and done before the next."""
    diary, told = world.diary, []
    for turn, following in zip(life.turns, life.turns[1:], strict=False):
        done = diary.after(turn, diary.about(4))
        if done >= following or not diary.is_past(done):
            continue
        late = 2 if diary.happens(LATE) else 0
        step = _step(
            world,
            life,
            diary.one_of(STEPS[world.place_of(life.plan.client)]),
            turn,
            diary.day(done) - timedelta(days=late),
        )
        moment = world.chronicle.moment(done, life.owner, "next_step.complete")
        world.chronicle.changed(
            step, moment, state=StepState.DONE, outcome=diary.one_of(OUTCOMES), done_at=done
        )
        told.append(step)
    return told


def _open(world: World, life: Life, pictured: dict[str, tuple[str, int] | None]) -> list[NextStep]:
    diary = world.diary
    if life.plan.pictured:
        wanted = pictured.get(life.plan.name)
        if wanted is None:
            return []
        what, days = wanted
        return [_step(world, life, what, life.turns[-1], diary.today + timedelta(days=days))]
    if not diary.happens(WITH_STEP):
        return []
    what = diary.one_of(STEPS[world.place_of(life.plan.client)])
    due = workday(diary.today + timedelta(days=diary.chance.randrange(-6, 12)))
    return [_step(world, life, what, life.turns[-1], due)]


def _step(world: World, life: Life, what: str, planned: Micros, due: date) -> NextStep:
    step = NextStep(
        what=what, kind=world.diary.one_of(KINDS), due_on=max(due, world.diary.day(planned)),
        owner_id=life.owner.pk, account=world.accounts[life.plan.client], opportunity=life.deal,
    )  # fmt: skip
    world.chronicle.born(step, world.chronicle.moment(planned + 60_000_000, life.owner, "next_step.add"))
    return step


def _of_today(world: World) -> list[NextStep]:
    """Steps that hang on a client rather than on a deal."""
    told = []
    for client, what, key, days in TODAY:
        owner: Member = world.members[key]
        step = NextStep(
            what=what, kind="task", due_on=world.diary.today + timedelta(days=days), owner_id=owner.pk,
            account=world.accounts[client],
        )  # fmt: skip
        world.chronicle.born(
            step, world.chronicle.moment(world.diary.ago(abs(days) + 2), owner, "next_step.add")
        )
        told.append(step)
    return told
