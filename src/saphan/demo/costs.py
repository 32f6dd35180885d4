"""What selling cost Two Rivers: people every month, advertising and tools, and a campaign each quarter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from saphan.commerce.models import Campaign, CostLine
from saphan.commerce.terms import CostKind
from saphan.core.money import exponent
from saphan.core.period import start_of_day
from saphan.demo.world import World


class Office(NamedTuple):
    """Whole units a month for people, advertising and tools, and for a campaign of a quarter."""

    currency: str
    people: int
    ads: int
    tools: int
    campaign: int
    names: tuple[str, ...]


OFFICES = {
    "shanghai": Office("CNY", 98_000, 24_000, 6_000, 120_000, ("品牌沙龙", "春茶季", "Double 11 playbook", "年度客户日")),
    "bangkok": Office("THB", 310_000, 85_000, 22_000, 420_000, ("Songkran stories", "มุมมองค้าปลีก", "Brand clinic", "งานขอบคุณลูกค้า")),
    "singapore": Office("SGD", 14_500, 3_600, 900, 18_000, ("Fintech breakfast", "Port of brands", "Loyalty lab", "Year-end salon")),
}  # fmt: skip


def spend(world: World) -> None:
    """Three years of costs, each noted on the day after its last."""
    campaigns = list(_campaigns(world))
    world.chronicle.settle(campaigns)
    costs = [*_monthly(world), *_for_campaigns(world, campaigns)]
    world.chronicle.settle(costs)


def _campaigns(world: World) -> Iterator[Campaign]:
    for first in _quarters(world):
        for place, office in OFFICES.items():
            name = f"{office.names[(first.month - 1) // 3]} {first.year}"
            starts, ends = first + timedelta(days=21), first + timedelta(days=49)
            campaign = Campaign(
                name=name,
                channel="events",
                starts_on=starts,
                ends_on=ends,
                territory=world.territories[place],
            )
            moment = world.chronicle.moment(
                world.diary.at(first + timedelta(days=3)), world.members["helen"], "campaign.create"
            )
            world.chronicle.born(campaign, moment)
            yield campaign


def _monthly(world: World) -> Iterator[CostLine]:
    for first in _months(world):
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        for place, office in OFFICES.items():
            for kind, amount in (
                (CostKind.SALARIES, office.people), (CostKind.ADS, office.ads), (CostKind.TOOLS, office.tools),
            ):  # fmt: skip
                spread = 0.02 if kind == CostKind.SALARIES else 0.18
                yield _cost(world, place, office, kind, amount, spread, first, last)


def _for_campaigns(world: World, campaigns: list[Campaign]) -> Iterator[CostLine]:
    offices = {world.territories[place].pk: (place, office) for place, office in OFFICES.items()}
    for campaign in campaigns:
        assert campaign.starts_on is not None  # noqa: S101  as they were made above
        assert campaign.ends_on is not None  # noqa: S101
        place, office = offices[campaign.territory_id or 0]
        for kind, part in ((CostKind.EVENTS, 0.7), (CostKind.AGENCIES, 0.3)):
            cost = _cost(
                world, place, office, kind, int(office.campaign * part), 0.1, campaign.starts_on, campaign.ends_on,
                campaign,
            )  # fmt: skip
            yield cost


def _cost(
    world: World,
    place: str,
    office: Office,
    kind: CostKind,
    amount: int,
    spread: float,
    first: date,
    last: date,
    campaign: Campaign | None = None,
) -> CostLine:
    whole = round(world.diary.chance.uniform(1 - spread, 1 + spread) * amount / 100) * 100
    cost = CostLine(
        kind=kind.value, about=campaign.name if campaign else "", starts_on=first, ends_on=last,
        channel=campaign.channel if campaign else "", territory=world.territories[place], campaign=campaign,
        currency=office.currency, amount_minor=whole * 10 ** exponent(office.currency),
    )  # fmt: skip
    noted = min(world.diary.at(last + timedelta(days=1)), world.diary.now)
    moment = world.chronicle.moment(noted, world.members["finance"], "cost.create")
    world.chronicle.born(cost, moment, start_of_day(first, world.diary.zone))
    return cost


def _months(world: World) -> Iterator[date]:
    """The first day of each month of the story, the running one included."""
    month = (world.diary.begin + timedelta(days=31)).replace(day=1)
    while month <= world.diary.today:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


def _quarters(world: World) -> Iterator[date]:
    """The first day of each quarter whose campaign has begun."""
    return (
        month
        for month in _months(world)
        if month.month % 3 == 1 and month + timedelta(days=21) <= world.diary.today
    )
