"""The data set: 50 sellers in 4 teams, a fifth as many companies as deals, three years of them, fixed seed.

Deals go through their stages, are put off and are priced anew, so that the journal has five entries for each; what
the other figures are made of lies beside them (`surroundings`).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from saphan.administration.actions import NewMember, create_members, create_team, create_territory
from saphan.administration.opening import Opening, create_workspace
from saphan.bench.surroundings import surround
from saphan.bench.told import tell_in_time
from saphan.clients.models import Account
from saphan.core.period import start_of_day
from saphan.core.text import company_key
from saphan.journal import action, create_many
from saphan.journal.recorder import History, create_with_history
from saphan.journal.statistics import STATISTICS
from saphan.measures.facts.making import settle as make_base
from saphan.pipeline.models import Opportunity, Pipeline, Stage
from saphan.pipeline.pricing import price
from saphan.search.index import settle
from saphan.workspace.actor import Actor, system_actor
from saphan.workspace.models import Member, Territory, Workspace
from saphan.workspace.rates import PlanRates

CODE, OWNER = "bench", "owner@bench.example"
SEED, SELLERS, TEAMS, BATCH = 20_261, 50, 4, 5_000
TERRITORIES = ("North", "East", "South", "West", "Islands", "Delta")
FIRST_DAY, DAYS = date(2023, 1, 1), 1_090
CURRENCIES = ("USD", "THB", "CNY", "SGD")
EN = ("Harbour", "Lotus", "Kestrel", "Pandan", "Orchid", "Summit", "Delta", "River", "Copper", "Maple")
ZH = ("岚驰", "青屿", "澄光", "禾木", "云帆", "启明", "星河", "远山", "海棠", "锦程")
TH = ("ธารา", "อรุณ", "ครัวจันทร์", "สยาม", "บัวหลวง", "ชัยพฤกษ์", "เจ้าพระยา", "ลำนำ", "ภูผา", "รุ่งเรือง")
WHAT = (
    "Brand refresh",
    "Autumn launch",
    "媒介年框",
    "社媒内容",
    "แคมเปญสงกรานต์",
    "งานเปิดตัว",
    "Always-on",
    "CRM relaunch",
)
Say = Callable[[str], None]


def ensure(deals: int, say: Say) -> None:
    """Fill the data set unless it is there; a half-filled one goes on where it stopped."""
    workspace = Workspace.objects.filter(code=CODE).first()
    if workspace is None:
        create_workspace(
            Opening(CODE, "Bench", currency="USD", form="sales_team"),
            owner_email=OWNER,
            owner_name="Bench Owner",
        )
        workspace = Workspace.objects.get(code=CODE)
        _staff(actor=system_actor(workspace))
    actor, dice = system_actor(workspace), random.Random(SEED)
    sellers = list(Member.objects.filter(workspace=workspace).exclude(team=None).order_by("pk"))
    for start in range(Account.objects.filter(workspace=workspace).count(), deals // 5, BATCH):
        _companies(actor=actor, start=start, count=min(BATCH, deals // 5 - start), sellers=sellers, dice=dice)
        say(f"companies: {start + BATCH:,}")
    accounts = list(Account.objects.filter(workspace=workspace).order_by("pk").values_list("pk", "owner_id"))
    there = Opportunity.objects.filter(workspace=workspace).count()
    for start in range(there, deals, BATCH):
        _deals(actor=actor, start=start, count=min(BATCH, deals - start), accounts=accounts)
        say(f"deals: {start + BATCH:,}")
    if there < deals:
        surround(actor, deals, SEED, FIRST_DAY, DAYS)
        say("surroundings: done; telling the journal in time")
        tell_in_time(actor, start_of_day(FIRST_DAY - timedelta(days=1), workspace.zone))
        settle()
    STATISTICS.refresh()
    make_base(workspace)  # as the worker of an installation would have long since


def _anybody(_actor: Actor, _subject: object) -> bool:
    return True


@action("bench.staff", allow=_anybody)
def _staff(*, actor: Actor) -> None:
    teams = [create_team(actor=actor, name=f"Team {number}") for number in range(1, TEAMS + 1)]
    people = [NewMember(name=f"Seller {n}", team=teams[n % TEAMS]) for n in range(1, SELLERS + 1)]
    create_members(people, actor=actor)
    for name in TERRITORIES:
        create_territory(actor=actor, name=name)


@action("bench.companies", allow=_anybody)
def _companies(*, actor: Actor, start: int, count: int, sellers: list[Member], dice: random.Random) -> None:
    rows, territories = [], list(Territory.objects.filter(workspace=actor.workspace).order_by("pk"))
    for number in range(start, start + count):
        words = dice.choice((EN, ZH, TH))
        name = f"{dice.choice(words)} {dice.choice(words)} {number}"
        rows.append(
            Account(
                name=name, owner=sellers[number % len(sellers)], match_key=company_key(name), status="client",
                territory=territories[number % len(territories)],
            )
        )  # fmt: skip
    create_many(rows, effective_at=start_of_day(FIRST_DAY, actor.workspace.zone))


@action("bench.deals", allow=_anybody)
def _deals(*, actor: Actor, start: int, count: int, accounts: list[tuple[int, int]]) -> None:
    """45 % won, 30 % lost, 25 % open; amounts log-normal. The dice depend on the batch alone."""
    dice = random.Random(SEED + start)
    pipeline = Pipeline.objects.filter(workspace_id=actor.workspace_id).order_by("position")[0]
    stages, rates, zone = (
        list(pipeline.stages.order_by("position")),
        PlanRates(actor.workspace),
        actor.workspace.zone,
    )
    rows: list[Opportunity] = []
    histories: list[History] = []
    for number in range(start, start + count):
        account, owner = dice.choice(accounts)
        begun = FIRST_DAY + timedelta(days=dice.randrange(DAYS))
        closed = begun + timedelta(days=dice.randrange(5, 150))
        status = dice.choices(("won", "lost", "open"), (45, 30, 25))[0]
        amount = int(dice.lognormvariate(9.5, 1.0)) * 100
        stage = stages[-1] if status != "open" else dice.choice(stages)
        rows.append(
            Opportunity(
                name=f"{dice.choice(WHAT)} {number}", account_id=account, owner_id=owner, pipeline=pipeline, stage=stage,
                status=status, currency=dice.choice(CURRENCIES), amount_minor=amount, stage_since=start_of_day(begun, zone),
                expected_close_on=closed, qualified_on=begun, closed_on=None if status == "open" else closed,
                external_id=f"B{number}",
            )
        )  # fmt: skip
        histories.append(_history(dice, rows[-1], stages, (begun, closed), zone))
    price(rows, rates)
    create_with_history(rows, histories)


def _history(
    dice: random.Random, deal: Opportunity, stages: list[Stage], days: tuple[date, date], zone: ZoneInfo
) -> History:
    """Born in the first stage at a round price, moved on, put off once, priced anew, then perhaps closed."""
    begun, closed = days
    on = [start_of_day(begun + (closed - begun) * part / 5, zone) for part in range(6)]
    place = stages.index(deal.stage)
    first: dict[str, Any] = {
        "status": "open", "closed_on": None, "stage_id": stages[0].pk, "expected_close_on": closed - timedelta(days=20),
        "amount_minor": (deal.amount_minor or 0) * dice.choice((90, 100, 120)) // 100,
    }  # fmt: skip
    between = stages[1 : place + 1]
    later: list[tuple[int, dict[str, Any]]] = [
        (on[1 + number * 3 // len(between)], {"stage_id": stage.pk}) for number, stage in enumerate(between)
    ]
    later.append((on[3], {"expected_close_on": closed}))
    later.append((on[4], {"amount_minor": deal.amount_minor}))
    if deal.status != "open":
        later.append((on[5], {"status": deal.status, "closed_on": closed}))
    return [(on[0], first), *sorted(later, key=lambda one: one[0])]
