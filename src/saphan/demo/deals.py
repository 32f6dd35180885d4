"""Telling the planned deals: opened, moved, pushed, won, lost, taken up again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from saphan.core.period import Micros, start_of_day
from saphan.demo.chronicle import Moment
from saphan.demo.diary import MINUTE
from saphan.demo.phrases import EXIT_NOTES
from saphan.demo.picture import SOLUTIONS
from saphan.demo.plans import Event, Plan
from saphan.demo.world import World
from saphan.pipeline.models import Opportunity, OpportunityLine, Stage
from saphan.pipeline.pricing import price
from saphan.pipeline.terms import OpportunityStatus
from saphan.workspace.models import Member
from saphan.workspace.rates import PlanRates

LATE = 0.07  # share of changes that are written down a day or two after they happened


@dataclass
class Life:
    """A deal as it was told. `turns` are the instants at which something happened to it."""

    plan: Plan
    deal: Opportunity
    owner: Member
    turns: list[Micros]
    line_sets: list[tuple[Moment, list[tuple[str, int]]]] = field(default_factory=list)
    entered_at: Micros = 0

    @property
    def is_open(self) -> bool:
        return self.deal.status == OpportunityStatus.OPEN


def tell(world: World, plans: list[Plan]) -> list[Life]:
    """Every deal as far as it has come by now, with its lines and its amount in the reporting currency."""
    lives = [_life(world, plan) for plan in sorted(plans, key=lambda plan: plan.opened)]
    price([life.deal for life in lives], PlanRates(world.actor.workspace))
    world.chronicle.settle(life.deal for life in lives)
    world.chronicle.settle(line for life in lives for line in _lines(world, life))
    return lives


def _life(world: World, plan: Plan) -> Life:
    life = _opened(world, plan)
    for event in plan.events:
        if not world.diary.is_past(event.at):
            break
        moment, effective_at = _moment(world, life, event)
        TELLERS[event.kind](world, life, moment, effective_at, event.values)
        life.turns.append(moment.at)
    if plan.category != "pipeline" and life.is_open:
        moment = world.chronicle.moment(life.turns[-1] + 5 * MINUTE, life.owner, "opportunity.update")
        world.chronicle.changed(life.deal, moment, category=plan.category)
    return life


def _opened(world: World, plan: Plan) -> Life:
    owner, stage = world.members[plan.owner], world.stages[plan.pipeline][0]
    moment = plan.moment or world.chronicle.moment(plan.opened, owner, "opportunity.create")
    need, operation, value = next(
        (words for name, words in SOLUTIONS.items() if plan.name.startswith(name)), ("", "", "")
    )
    units = world.units.get(plan.client, [])
    deal = Opportunity(
        name=plan.name, account=world.accounts[plan.client], pipeline_id=stage.pipeline_id, stage=stage,
        unit=world.diary.one_of(units) if units else None, type=plan.type, owner_id=owner.pk,
        currency=plan.currency, amount_minor=sum(amount for _, amount in plan.first_lines),
        expected_close_on=plan.first_closes_on, lead=plan.lead, source=plan.lead.source if plan.lead else "",
        stage_since=moment.at, need=need, operation=operation, value=value,
        qualified_on=world.diary.day(moment.at) if stage.is_qualified else None,
    )  # fmt: skip
    world.chronicle.born(deal, moment)
    return Life(plan, deal, owner, [moment.at], [(moment, plan.first_lines)], moment.at)


def _moment(world: World, life: Life, event: Event) -> tuple[Moment, Micros]:
    """When it was recorded and when it counts: the same instant, or a day that was written down later."""
    author = world.members["helen"] if event.kind == "assign" else life.owner
    action = f"opportunity.{ACTIONS[event.kind]}"
    reason = event.values.get("reason") or event.values.get("lost_reason") or ""
    day = start_of_day(world.diary.day(event.at), world.diary.zone)
    later = world.diary.after(event.at, 2)
    is_dated = event.kind in {"enter", "win", "lose", "no_decision"} and not life.plan.pictured
    if is_dated and day > life.turns[-1] and world.diary.is_past(later) and world.diary.happens(LATE):
        following = next((other.at for other in life.plan.events if other.at > event.at), world.diary.now)
        if later < following:
            return world.chronicle.moment(later, author, action, reason), day
    return world.chronicle.moment(event.at, author, action, reason), event.at


def _enter(world: World, life: Life, moment: Moment, effective_at: Micros, values: dict[str, Any]) -> None:
    deal, stage = life.deal, values["stage"]
    assert isinstance(stage, Stage)  # noqa: S101 - what the plans carry
    answers = {question["key"]: EXIT_NOTES[question["key"]] for question in deal.stage.exit_questions}
    changes: dict[str, Any] = {"stage_id": stage.pk, "stage_since": effective_at}
    if answers:
        changes["exit_answers"] = {**deal.exit_answers, **answers}
    if stage.is_qualified and deal.qualified_on is None:
        changes["qualified_on"] = world.diary.day(effective_at)
    world.chronicle.changed(deal, moment, effective_at, **changes)
    deal.stage = stage


def _push(world: World, life: Life, moment: Moment, effective_at: Micros, values: dict[str, Any]) -> None:
    world.chronicle.changed(
        life.deal, moment, effective_at, expected_close_on=values["closes_on"], pushes=life.deal.pushes + 1
    )


def _resize(world: World, life: Life, moment: Moment, effective_at: Micros, values: dict[str, Any]) -> None:
    total = sum(amount for _, amount in values["lines"])
    world.chronicle.changed(life.deal, moment, effective_at, amount_minor=total)
    life.line_sets.append((moment, values["lines"]))


def _win(world: World, life: Life, moment: Moment, effective_at: Micros, _values: dict[str, Any]) -> None:
    changes = {"status": OpportunityStatus.WON, "closed_on": world.diary.day(effective_at)}
    if life.deal.qualified_on is None:
        changes["qualified_on"] = world.diary.day(effective_at)
    world.chronicle.changed(life.deal, moment, effective_at, **changes)


def _lose(world: World, life: Life, moment: Moment, effective_at: Micros, values: dict[str, Any]) -> None:
    world.chronicle.changed(
        life.deal, moment, effective_at, status=OpportunityStatus.LOST,
        closed_on=world.diary.day(effective_at), lost_to=values["lost_to"],
        lost_reason_id=world.lost_reasons[values["lost_reason"]].pk,
    )  # fmt: skip


def _no_decision(
    world: World, life: Life, moment: Moment, effective_at: Micros, _values: dict[str, Any]
) -> None:
    closed_on = world.diary.day(effective_at)
    world.chronicle.changed(
        life.deal, moment, effective_at, status=OpportunityStatus.NO_DECISION, closed_on=closed_on
    )


def _reopen(world: World, life: Life, moment: Moment, effective_at: Micros, _values: dict[str, Any]) -> None:
    world.chronicle.changed(
        life.deal, moment, effective_at, status=OpportunityStatus.OPEN, closed_on=None, lost_reason_id=None,
        lost_to="", stage_since=effective_at,
    )  # fmt: skip


def _assign(world: World, life: Life, moment: Moment, effective_at: Micros, _values: dict[str, Any]) -> None:
    account = world.accounts[life.plan.client]
    heir = next(member for member in world.members.values() if member.pk == account.owner_id)
    world.chronicle.changed(life.deal, moment, effective_at, owner_id=heir.pk)
    life.owner = heir


TELLERS = {
    "enter": _enter, "push": _push, "resize": _resize, "win": _win, "lose": _lose,
    "no_decision": _no_decision, "reopen": _reopen, "assign": _assign,
}  # fmt: skip
ACTIONS = {
    "enter": "move_stage", "push": "update", "resize": "set_lines", "win": "win", "lose": "lose",
    "no_decision": "close_without_decision", "reopen": "reopen", "assign": "assign",
}  # fmt: skip


def _lines(world: World, life: Life) -> list[OpportunityLine]:
    """What was in the deal at each time: a new set takes the place of the one before."""
    told: list[OpportunityLine] = []
    for moment, lines in life.line_sets:
        for old in (line for line in told if line.removed_at is None):
            world.chronicle.changed(old, moment, removed_at=moment.at)
        for position, (key, amount) in enumerate(lines, start=1):
            line = OpportunityLine(
                opportunity=life.deal, offering=world.offerings[key], unit_price_minor=amount,
                amount_minor=amount, position=position,
            )  # fmt: skip
            world.chronicle.born(line, moment)
            told.append(line)
    return told
