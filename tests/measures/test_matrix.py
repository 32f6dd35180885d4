"""The edge cases of the specification, each over every metric there is.

A case disturbs a busy workspace in the second quarter. Every metric over the first quarter must then answer as
before, unless the case says that it may move (`moves`); and a report frozen before must never change. What a case
does to the figures it moves is told in full in `test_cases.py` and `test_edges.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from saphan.administration.actions import suspend_member, update_workspace
from saphan.clients.actions import assign_owner, merge_accounts
from saphan.clients.models import Account
from saphan.measures.facts import forget_all
from saphan.measures.registry import METRICS
from saphan.measures.result import Result
from saphan.pipeline.actions import (
    add_stage,
    assign_opportunity,
    retire_stage,
    set_lines,
    update_stage,
    win_opportunity,
)
from saphan.pipeline.actions.deal import Line
from saphan.pipeline.models import Opportunity, Stage
from saphan.workspace.models import Offering
from tests.measures.busy import busy
from tests.measures.deals import asked, period, reopened, won
from tests.story import Story, micros, on, tell_story

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.xdist_group("edge cases")]
EVERY = pytest.mark.parametrize("key", list(METRICS))
FROZEN = micros(2026, 4, 2, 5)
BEFORE: dict[str, dict[str, Any]] = {}  # the busy workspace is the same before every case
REVENUE = {"revenue_total", "revenue_growth", "territory_growth"}
DECIDED = {"win_rate", "deal_size_avg", "cycle_days", "cac", "closure_rate"}
AT_CLIENTS = {"penetration", "share_of_wallet", "reach", "target_coverage"}
RETAINED = {"retention_logo", "retention_grr", "retention_nrr"}


def deal(name: str) -> Opportunity:
    return Opportunity.objects.get(name=name, created_at__gte=micros(2026, 1, 1))


def won_again_next_quarter(story: Story) -> None:
    one = deal("Siam Tea 01-06")
    reopened(story, one, "2026-04-10")
    won(story, one, "2026-05-01", 80)


def handed_over(story: Story) -> None:
    with on("2026-04-10"):
        for one in Opportunity.objects.filter(owner=story.wei.member):
            assign_opportunity(one, actor=story.olan, owner=story.lin.member)
        for account in Account.objects.filter(owner=story.wei.member):
            assign_owner(account, actor=story.olan, owner=story.lin.member)
        suspend_member(story.wei.member, actor=story.olan)


def split_anew(story: Story) -> None:
    events = Offering.objects.get(name="Events")
    with on("2026-04-10"):
        set_lines(deal("Siam Tea 01-06"), actor=story.ploy, lines=[Line(events, 1, 300_00)])


def won_three_days_late(story: Story) -> None:
    with on("2026-04-03"):
        win_opportunity(deal("Lotus Bank 01-08"), actor=story.olan, won_on=period("2026-Q1").last)


def zone_moved(story: Story) -> None:
    with on("2026-04-10"):
        update_workspace(actor=story.olan, changes={"time_zone": "America/New_York"})


def stages_changed(story: Story) -> None:
    with on("2026-04-10"):
        update_stage(
            story.stage("Negotiate"), actor=story.olan, changes={"name": "Agree", "is_negotiation": False}
        )
        update_stage(story.stage("Diagnose"), actor=story.olan, changes={"is_qualified": False})
        add_stage(
            Stage.objects.get(name="Agree").pipeline, actor=story.olan, name="Sign", is_negotiation=True
        )
        retire_stage(story.stage("Propose"), actor=story.olan)


def clients_merged(story: Story) -> None:
    named = {account.name: account for account in Account.objects.all()}
    with on("2026-04-10"):
        merge_accounts(named["Siam Tea"], actor=story.olan, other=named["Jade Motors"])


@dataclass(frozen=True)
class Case:
    """`moves` are the metrics whose figure for the first quarter is different afterwards, and may be."""

    disturb: Callable[[Story], None]
    moves: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.disturb.__name__


CASES = [
    Case(won_again_next_quarter, frozenset(DECIDED)),
    Case(handed_over),
    Case(split_anew),
    Case(
        won_three_days_late,
        frozenset(REVENUE | DECIDED | RETAINED | {"penetration", "opportunity_growth", "share_of_wallet"}),
    ),
    Case(zone_moved),
    Case(stages_changed),
    # The parts of an order and the customers are read under the tree of today; events keep their credit.
    Case(clients_merged, frozenset({"cac", "cross_sell_share", "upsell_share", *RETAINED, *AT_CLIENTS})),
]


@dataclass
class Told:
    """What every metric said about the first quarter: on 2 April, and on 16 June without the case."""

    case: Case
    story: Story
    frozen: dict[str, Any]
    without: dict[str, Any]


def said(answer: Result) -> Any:
    """Everything that a figure says, and the same of each owner."""
    groups = {group.label: (group.measured.num, group.measured.den) for group in answer.groups}
    measured = answer.measured
    beside = {name: one.value for name, one in measured.companions.items()}
    return measured.num, measured.den, measured.reason, measured.n, dict(measured.excluded), beside, groups


def answers(story: Story, **when: Any) -> dict[str, Any]:
    return {key: said(asked(story, key, "2026-Q1", by="owner", **when)) for key in METRICS}


@pytest.fixture(scope="module", params=CASES, ids=str)
def told(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Told]:
    """The busy workspace with one case in it, made once for all metrics and taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget_all()
        story = busy(tell_story())
        if not BEFORE:
            BEFORE.update(frozen=answers(story, day="2026-04-02"), without=answers(story))
        made = Told(request.param, story, **BEFORE)
        request.param.disturb(story)
        story.workspace.refresh_from_db()
        yield made
        transaction.set_rollback(True)
        forget_all()


@EVERY
def test_a_report_frozen_before_the_case_stays(told: Told, key: str) -> None:
    again = asked(told.story, key, "2026-Q1", by="owner", known_at=FROZEN, as_of=FROZEN)
    assert said(again) == told.frozen[key]


@EVERY
def test_a_case_moves_what_it_says_and_nothing_else(told: Told, key: str) -> None:
    now = said(asked(told.story, key, "2026-Q1", by="owner"))
    assert now == told.without[key] or key in told.case.moves
