"""What Two Rivers wants to reach this year, for the house and for each office."""

from __future__ import annotations

from datetime import date

from saphan.core.period import quarter_of
from saphan.demo.world import World
from saphan.pipeline.models import Target

# Money in minor units of the reporting currency, everything else in hundredths.
HOUSE = {
    "revenue_total": 480_000_000, "revenue_growth": 1_200, "win_rate": 3_500, "closure_rate": 3_000, "cycle_days": 4_500,
    "cac": 1_500_000, "csat": 8_000, "opportunity_growth": 1_000, "territory_growth": 1_000, "penetration": 3_000,
}  # fmt: skip
QUARTER = 180_000_000  # what the house wants from the running quarter
OFFICES = {"shanghai": 220_000_000, "bangkok": 150_000_000, "singapore": 110_000_000}


def aim(world: World) -> None:
    """Set at the beginning of the year by the director."""
    year = world.diary.today.year
    days = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
    currency = world.actor.workspace.currency
    targets = [
        Target(
            metric=metric,
            amount=amount,
            currency=currency if metric in {"revenue_total", "cac"} else "",
            **days,
        )
        for metric, amount in HOUSE.items()
    ]
    targets += [
        Target(
            metric="revenue_total",
            amount=amount,
            currency=currency,
            territory=world.territories[place],
            **days,
        )
        for place, amount in OFFICES.items()
    ]
    quarter = quarter_of(world.diary.today)
    targets.append(
        Target(
            metric="revenue_total",
            amount=QUARTER,
            currency=currency,
            starts_on=quarter.start,
            ends_on=quarter.last,
        )
    )
    for target in targets:
        moment = world.chronicle.moment(
            world.diary.at(date(year, 1, 5)), world.members["helen"], "target.set"
        )
        world.chronicle.born(target, moment)
    world.chronicle.settle(targets)
