"""Which deals there were: from leads, from clients who came back, and those of today's picture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from saphan.core.money import exponent
from saphan.core.period import Micros
from saphan.demo.companies import NAMED
from saphan.demo.leads import Conversion
from saphan.demo.phrases import DEALS
from saphan.demo.picture import ENDED, Deal, Ended, open_deals
from saphan.demo.plans import Plan, wander
from saphan.demo.world import World
from saphan.pipeline.models import Stage

DIRECT = 440
CURRENCY = {"shanghai": "CNY", "bangkok": "THB"}
NEW_BUSINESS, RENEWAL, PITCH = "New business", "Renewal", "Pitch"
KINDS = (
    (NEW_BUSINESS, "new"), (NEW_BUSINESS, "cross_sell"), (NEW_BUSINESS, "up_sell"), (RENEWAL, "renewal"),
    (PITCH, "new"),
)  # fmt: skip


def all_plans(world: World, conversions: list[Conversion]) -> list[Plan]:
    """Every deal of the story, in no order."""
    year = world.diary.today.year
    return [
        *(plan for conversion in conversions if not _spoils(world, plan := _converted(world, conversion))),
        *(plan for _ in range(DIRECT) if not _spoils(world, plan := _direct(world))),
        *(_open(world, deal) for deal in open_deals(year)),
        *(_ended(world, deal) for deal in ENDED),
    ]


def _spoils(world: World, plan: Plan) -> bool:
    """Whether a deal without a lead would still be open at a client whose open deals the picture shows."""
    is_open = not world.diary.is_past(plan.last)
    return is_open and plan.lead is None and world.companies[plan.client] in NAMED


def _converted(world: World, conversion: Conversion) -> Plan:
    plan = _sketch(world, conversion.client, conversion.moment.at, NEW_BUSINESS, "new")
    plan.lead, plan.moment = conversion.lead, conversion.moment
    plan.owner = _key_of(world, conversion.moment.member.pk)
    wander(plan, world.stages[NEW_BUSINESS], world.diary)
    return plan


def _direct(world: World) -> Plan:
    """A client asks again, renews, or invites to a pitch; large clients more often than small ones."""
    diary = world.diary
    clients = list(world.accounts)
    weights = [{"a": 9, "b": 4}.get(world.accounts[client].tier, 2) for client in clients]
    client = diary.chance.choices(clients, weights)[0]
    since = diary.day(world.accounts[client].created_at)
    days = (diary.today - since).days
    opened = diary.at(since + timedelta(days=int(days * diary.chance.random() ** 0.9)))
    pipeline, kind = diary.chance.choices(KINDS, (38, 20, 16, 16, 10))[0]
    plan = _sketch(world, client, opened, pipeline, kind)
    wander(plan, world.stages[pipeline], diary)
    return plan


def _sketch(world: World, client: str, opened: Micros, pipeline: str, kind: str) -> Plan:
    diary, place = world.diary, world.place_of(client)
    currency = CURRENCY.get(place) or diary.one_of(("SGD", "SGD", "USD"))
    services = diary.chance.sample(sorted(world.offerings), diary.one_of((1, 1, 2)))
    factor = diary.chance.lognormvariate(0.1, 0.55) * {"a": 1.5, "b": 1.1}.get(
        world.accounts[client].tier, 0.8
    )
    unit = 10 ** exponent(currency) * 1_000
    lines = [(key, max(1, round(world.prices[key, currency] * factor / unit)) * unit) for key in services]
    promised = diary.day(opened) + timedelta(days=round(diary.about(52, 0.3)))
    return Plan(
        client, diary.one_of(DEALS[place]), currency, lines, _key_of(world, world.accounts[client].owner_id),
        pipeline, kind, opened, promised,
    )  # fmt: skip


def _open(world: World, deal: Deal) -> Plan:
    """Back from the stage it is in: it entered that one `age` days ago, the ones before earlier."""
    diary = world.diary
    plan = _pictured(world, deal, deal.age)
    promised = diary.today + timedelta(days=deal.closes)
    if deal.pushed is None:
        plan.begin_with(plan.lines, promised)
    else:
        before, reason = deal.pushed
        plan.begin_with(plan.lines, diary.today + timedelta(days=before))
        plan.then(diary.ago(deal.quiet), "push", closes_on=promised, reason=reason)
    plan.category = {"Negotiate": "best_case", "Closing": "commit"}.get(deal.stage, "pipeline")
    return plan


def _ended(world: World, deal: Ended) -> Plan:
    plan = _pictured(world, deal, deal.days_ago + 5)
    end = world.diary.ago(deal.days_ago)
    plan.begin_with(plan.lines, world.diary.day(end) + timedelta(days=2))
    if deal.reason:
        plan.then(end, "lose", lost_reason=deal.reason, lost_to=deal.lost_to)
    else:
        plan.then(end, "win")
    return plan


def _pictured(world: World, deal: Deal | Ended, age: int) -> Plan:
    stages = world.stages[NEW_BUSINESS]
    name = deal.stage if isinstance(deal, Deal) else "Closing"
    passed = [
        stage for stage in stages if stage.position <= next(s.position for s in stages if s.name == name)
    ]
    entries = list(_backwards(world, passed, age))
    plan = Plan(
        deal.client, deal.name, deal.currency, _shared(world, deal), deal.owner, NEW_BUSINESS, "new",
        entries[0][1], world.diary.today, pictured=True,
    )  # fmt: skip
    for stage, at in entries[1:]:
        plan.then(at, "enter", stage=stage)
    return plan


def _backwards(world: World, passed: list[Stage], age: int) -> Iterator[tuple[Stage, Micros]]:
    """Each stage with the instant it was entered, oldest first."""
    ages = [age]
    for stage in reversed(passed[:-1]):
        ages.append(ages[-1] + max(2, round(world.diary.about((stage.target_days or 10) * 0.8))))
    for stage, days in zip(passed, reversed(ages), strict=True):
        yield stage, world.diary.ago(days)


def _shared(world: World, deal: Deal | Ended) -> list[tuple[str, int]]:
    """The amount of the picture over its offerings, as their list prices weigh; the last takes the rest."""
    total = deal.amount * 10 ** exponent(deal.currency)
    weights = [world.prices[key, deal.currency] for key in deal.services]
    shares = [total * weight // sum(weights) // 100_000 * 100_000 for weight in weights[:-1]]
    return list(zip(deal.services, [*shares, total - sum(shares)], strict=True))


def _key_of(world: World, member_id: int | None) -> str:
    return next(key for key, member in world.members.items() if member.pk == member_id)
