"""The data set: 50 sellers in 4 teams, a fifth as many companies as deals, three years of them, fixed seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from saphan.administration.actions import NewMember, create_members, create_team
from saphan.administration.opening import Opening, create_workspace
from saphan.clients.models import Account
from saphan.core.period import start_of_day
from saphan.core.text import company_key
from saphan.journal import action, create_many
from saphan.journal.recorder import History, create_with_history
from saphan.journal.statistics import STATISTICS
from saphan.measures.facts.making import settle as make_base
from saphan.pipeline.models import Opportunity, Pipeline
from saphan.pipeline.pricing import price
from saphan.search.index import settle
from saphan.workspace.actor import Actor, system_actor
from saphan.workspace.models import Member, Workspace
from saphan.workspace.rates import PlanRates

CODE, OWNER = "bench", "owner@bench.example"
SEED, SELLERS, TEAMS, BATCH = 20_261, 50, 4, 5_000
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
    for start in range(Opportunity.objects.filter(workspace=workspace).count(), deals, BATCH):
        _deals(actor=actor, start=start, count=min(BATCH, deals - start), accounts=accounts)
        say(f"deals: {start + BATCH:,}")
        if start + BATCH >= deals:
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


@action("bench.companies", allow=_anybody)
def _companies(*, actor: Actor, start: int, count: int, sellers: list[Member], dice: random.Random) -> None:
    rows = []
    for number in range(start, start + count):
        words = dice.choice((EN, ZH, TH))
        name = f"{dice.choice(words)} {dice.choice(words)} {number}"
        rows.append(
            Account(
                name=name, owner=sellers[number % len(sellers)], match_key=company_key(name), status="client"
            )
        )
    create_many(rows)


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
        born_at, closed_at = start_of_day(begun, zone), start_of_day(closed, zone)
        rows.append(
            Opportunity(
                name=f"{dice.choice(WHAT)} {number}", account_id=account, owner_id=owner, pipeline=pipeline, stage=stage,
                status=status, currency=dice.choice(CURRENCIES), amount_minor=amount, stage_since=born_at,
                expected_close_on=closed, qualified_on=begun, closed_on=None if status == "open" else closed,
                external_id=f"B{number}",
            )
        )  # fmt: skip
        later: list[tuple[int, dict[str, object]]] = (
            [] if status == "open" else [(closed_at, {"status": status, "closed_on": closed})]
        )
        histories.append([(born_at, {"status": "open", "closed_on": None} if later else {}), *later])
    price(rows, rates)
    create_with_history(rows, histories)
