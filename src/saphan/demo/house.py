"""Two Rivers opens: people, teams, territories and the price list, by the actions everybody uses."""

from __future__ import annotations

from saphan.administration.actions import (
    NewMember,
    create_members,
    create_offering,
    create_team,
    create_territory,
    set_price,
)
from saphan.administration.opening import Opening, create_workspace
from saphan.administration.sign_ins import open_sign_in
from saphan.core.money import exponent
from saphan.core.period import start_of_day
from saphan.demo.cast import COLLEAGUES, OWNER, PLACES, PROVINCES, Colleague, address
from saphan.demo.chronicle import Chronicle
from saphan.demo.diary import MINUTE, Diary
from saphan.demo.offerings import PRICE_LEVEL, SERVICES
from saphan.demo.world import World
from saphan.journal import now
from saphan.journal.clock import at
from saphan.pipeline.models import LeadCriterion, LostReason, Pipeline, Stage
from saphan.workspace.models import Offering, Workspace
from saphan.workspace.terms import Language, OrganisationForm

CODE, NAME, ZONE = "bridge", "Two Rivers", "Asia/Bangkok"


def open_house(password: str) -> World:
    """The workspace as it was on the first day of its history, with everybody in it."""
    from zoneinfo import ZoneInfo

    diary = Diary(ZoneInfo(ZONE), now())
    with at(start_of_day(diary.begin, diary.zone) + 9 * 60 * MINUTE):
        opening = Opening(
            code=CODE, name=NAME, form=OrganisationForm.FULL_SERVICE, language=Language.EN, time_zone=ZONE,
            currency="USD",
        )  # fmt: skip
        actor = create_workspace(
            opening, owner_email=address(OWNER), owner_name=OWNER.name, password=password
        )
        world = World(actor, diary, Chronicle(actor))
        _people(world, password)
        _price_list(world)
        _set_up(world)
    return world


def _people(world: World, password: str) -> None:
    for key, names in PLACES.items():
        world.teams[key] = create_team(actor=world.actor, name=names["en"], names=names)
        world.territories[key] = create_territory(actor=world.actor, name=names["en"], names=names)
    for key, (parent, names) in PROVINCES.items():
        world.territories[key] = create_territory(
            actor=world.actor, name=names["en"], names=names, parent=world.territories[parent]
        )
    newcomers = [_newcomer(world, colleague, password) for colleague in COLLEAGUES]
    members = create_members(newcomers, actor=world.actor)
    world.members = {"owner": world.actor.member}
    world.members |= {colleague.key: member for colleague, member in zip(COLLEAGUES, members, strict=True)}


def _newcomer(world: World, colleague: Colleague, password: str) -> NewMember:
    user = None
    if colleague.language is not None:
        user = open_sign_in(address(colleague), colleague.name, password, language=colleague.language)
    team = world.teams.get(colleague.team)
    return NewMember(colleague.name, colleague.role, address(colleague), colleague.title, team, user)


def _price_list(world: World) -> None:
    for service in SERVICES:
        names = {"en": service.en, "zh-hans": service.zh, "th": service.th}
        offering = create_offering(
            actor=world.actor, name=service.en, family=service.family, unit=service.unit, names=names
        )
        world.offerings[service.key] = offering
        for currency, level in PRICE_LEVEL.items():
            _price(world, offering, service.key, currency, round(service.usd * level, -2))


def _price(world: World, offering: Offering, key: str, currency: str, whole: float) -> None:
    minor = int(whole) * 10 ** exponent(currency)
    world.prices[key, currency] = minor
    set_price(offering, actor=world.actor, currency=currency, amount_minor=minor)


def _set_up(world: World) -> None:
    """What the organisation form brought along."""
    mine: dict[str, Workspace] = {"workspace": world.actor.workspace}
    world.pipelines = {pipeline.name: pipeline for pipeline in Pipeline.objects.filter(**mine)}
    for name, pipeline in world.pipelines.items():
        world.stages[name] = list(Stage.objects.filter(pipeline=pipeline).order_by("position"))
    world.lost_reasons = {reason.name: reason for reason in LostReason.objects.filter(**mine)}
    world.criteria = list(LeadCriterion.objects.filter(**mine).order_by("position"))
