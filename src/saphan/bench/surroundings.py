"""What figures other than those of deals are made of: leads, lines, orders, costs, marks and answers."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from saphan.administration.actions import create_offering
from saphan.clients.models import Account, WhitespaceCell
from saphan.commerce.lines import Line, order_lines
from saphan.commerce.models import CostLine, Order
from saphan.core.period import Micros, start_of_day
from saphan.extend.actions import create_survey
from saphan.extend.models import Survey, SurveyAnswer
from saphan.journal import action, create_many
from saphan.journal.recorder import History, create_with_history
from saphan.pipeline.models import Lead, Opportunity, OpportunityLine
from saphan.pipeline.pricing import price
from saphan.workspace.actor import Actor
from saphan.workspace.models import Offering, Record, Territory
from saphan.workspace.rates import PlanRates

BATCH = 5_000
FAMILIES = ("Strategy", "Creative", "Media", "Data")
KINDS = ("salaries", "commission", "ads", "events")


def surround(actor: Actor, deals: int, seed: int, first: date, days: int) -> None:
    """One lead and one line for every fourth deal, an order for every twentieth, the others by client and month."""
    around = _Around(actor, random.Random(seed), first, days)
    _lay_out(around, actor=actor)
    for start in range(0, deals, BATCH * 4):
        _some(around, start, min(BATCH, (deals - start) // 4), actor=actor)


class _Around:
    """What all batches share."""

    def __init__(self, actor: Actor, dice: random.Random, first: date, days: int) -> None:
        self.actor, self.dice, self.first, self.days = actor, dice, first, days
        self.workspace = actor.workspace
        self.territories = list(Territory.objects.filter(workspace=self.workspace).order_by("pk"))
        self.accounts = list(Account.objects.filter(workspace=self.workspace).order_by("pk"))
        self.deals = Opportunity.objects.filter(workspace=self.workspace).order_by("pk")

    def day(self, spread: int = 0) -> date:
        return self.first + timedelta(days=self.dice.randrange(self.days - spread))

    def at(self, day: date) -> Micros:
        return start_of_day(day, self.workspace.zone)


def _anybody(_actor: Actor, _subject: object) -> bool:
    return True


@action("bench.lay_out", allow=_anybody)
def _lay_out(around: _Around, *, actor: Actor) -> None:
    """Offerings, a survey, and what selling cost in each territory and month."""
    for number, family in enumerate(FAMILIES * 2):
        create_offering(actor=actor, name=f"{family} {number}", family=family)
    create_survey(actor=actor, name="Project survey", question="How satisfied are you?", scale=5)
    months = [around.first + timedelta(days=31 * number) for number in range(around.days // 31)]
    costs: list[Record] = [
        CostLine(
            kind=kind, starts_on=month, ends_on=month + timedelta(days=27), territory=territory, currency="USD",
            amount_minor=around.dice.randrange(2_000, 9_000) * 100,
        )
        for month in months for territory in around.territories for kind in KINDS
    ]  # fmt: skip
    create_many(costs, effective_at=[around.at(cost.starts_on) for cost in costs])  # type: ignore[attr-defined]


@action("bench.surround", allow=_anybody)
def _some(around: _Around, start: int, count: int, *, actor: Actor) -> None:
    offerings = list(Offering.objects.filter(workspace=actor.workspace).order_by("pk"))
    deals = list(around.deals[start : start + count * 4 : 4])
    lines = [
        OpportunityLine(
            opportunity=deal, offering=around.dice.choice(offerings), unit_price_minor=deal.amount_minor or 0,
            amount_minor=deal.amount_minor or 0,
        )
        for deal in deals
    ]  # fmt: skip
    create_many(lines, effective_at=[deal.stage_since for deal in deals])
    _leads(around, count)
    _orders(around, offerings, count // 5)
    _marks(around, offerings, around.accounts[start // 5 : (start + count * 4) // 5 : 10])
    _answers(around, count // 10)


def _leads(around: _Around, count: int) -> None:
    dice, leads = around.dice, list[Lead]()
    histories: list[History] = []
    for number in range(count):
        account, day, state = (
            dice.choice(around.accounts),
            around.day(30),
            dice.choice(("qualified", "disqualified")),
        )
        leads.append(
            Lead(
                name=f"Lead {number}", owner_id=account.owner_id, account=account, territory_id=account.territory_id,
                state=state, qualified_on=day + timedelta(days=9) if state == "qualified" else None,
            )
        )  # fmt: skip
        judged = around.at(day + timedelta(days=9))
        later: dict[str, Any] = {"state": state, "qualified_on": leads[-1].qualified_on}
        histories.append([(around.at(day), {"state": "new", "qualified_on": None}), (judged, later)])
    create_with_history(leads, histories)


def _orders(around: _Around, offerings: list[Offering], count: int) -> None:
    dice, orders, rows = around.dice, [], []
    for number in range(count):
        account = dice.choice(around.accounts[: len(around.accounts) // 10 or 1])
        order = Order(
            name=f"Order {number}", account=account, owner_id=account.owner_id, currency=dice.choice(("USD", "THB")),
            confirmed_on=around.day(),
        )  # fmt: skip
        own = order_lines(order, [_line(dice, one) for one in dice.sample(offerings, 2)])
        order.amount_minor = sum(row.amount_minor for row in own)
        orders.append(order)
        rows.append(own)
    price(orders, PlanRates(around.workspace))
    instants = [around.at(order.confirmed_on) for order in orders]
    create_many(orders, effective_at=instants)
    for order, own in zip(orders, rows, strict=True):
        for row in own:
            row.order_id = order.pk
    each = [instant for instant, own in zip(instants, rows, strict=True) for _ in own]
    create_many([row for own in rows for row in own], effective_at=each)


def _line(dice: random.Random, offering: Offering) -> Line:
    months = dice.choice((None, 12))
    return Line(offering, unit_price_minor=dice.randrange(1_000, 90_000) * 10, months=months)


def _marks(around: _Around, offerings: list[Offering], accounts: list[Account]) -> None:
    cells = [
        WhitespaceCell(account=account, offering=one, state=around.dice.choice(("open", "competitor", "not_fit")))
        for account in accounts for one in offerings
    ]  # fmt: skip
    create_many(cells, effective_at=[around.at(around.day()) for _ in cells])


def _answers(around: _Around, count: int) -> None:
    survey = Survey.objects.get(workspace=around.workspace)
    answers = [
        SurveyAnswer(
            survey=survey, account=around.dice.choice(around.accounts), score=around.dice.choice((2, 3, 4, 4, 5, 5)),
            answered_on=around.day(),
        )
        for _ in range(count)
    ]  # fmt: skip
    create_many(answers, effective_at=[around.at(answer.answered_on) for answer in answers])
