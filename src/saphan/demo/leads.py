"""Who wrote to Two Rivers, how they were judged, and who became an opportunity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from saphan.core.period import Micros
from saphan.demo import names
from saphan.demo.cast import SELLERS
from saphan.demo.chronicle import Moment
from saphan.demo.diary import MINUTE
from saphan.demo.phrases import SOURCES, TURNED_AWAY, WISHES
from saphan.demo.world import World
from saphan.pipeline.models import Lead, LeadAnswer
from saphan.pipeline.terms import Answer, LeadState
from saphan.workspace.models import Member

HOW_MANY = 1_500
PLACES = ("shanghai",) * 9 + ("bangkok",) * 7 + ("singapore",) * 4
QUALIFIED, CONVERTED, TURNED_AWAY_LATER, BACK_AGAIN = 0.5, 0.34, 0.8, 0.04


class Conversion(NamedTuple):
    """A lead that became an opportunity, and the moment it did: both belong to one action."""

    lead: Lead
    client: str
    moment: Moment


@dataclass
class Story:
    """One lead while its story is told."""

    lead: Lead
    owner: Member
    client: str
    answers: list[tuple[Moment, str]]


def take_in(world: World) -> list[Conversion]:
    """Every lead with its history. Returns those that became opportunities."""
    conversions: list[Conversion] = []
    stories = [_story(world, position, conversions) for position in range(HOW_MANY)]
    world.chronicle.settle(story.lead for story in stories)
    answers = [answer for story in stories for answer in _answers(world, story)]
    world.chronicle.settle(answers)
    return conversions


def _story(world: World, position: int, conversions: list[Conversion]) -> Story:
    diary = world.diary
    span = (diary.today - diary.begin).days - 20
    # The square root makes the stream swell from year to year.
    day = diary.begin + timedelta(
        days=20 + int(span * ((position + diary.chance.random()) / HOW_MANY) ** 0.93)
    )
    arrived = diary.at(min(day, diary.today))
    story = _arrival(world, arrived)
    _judge(world, story, arrived, conversions)
    return story


def _arrival(world: World, arrived: Micros) -> Story:
    diary = world.diary
    place = diary.one_of(PLACES)
    known = [
        client
        for client, account in world.accounts.items()
        if world.place_of(client) == place and account.created_at < arrived
    ]
    client = diary.one_of(known) if known and diary.happens(0.45) else ""
    owner = world.owner_of(client) if client else world.members[diary.one_of(SELLERS[place])]
    contact = diary.one_of(world.people[client]) if client else None
    name = names.person(place, diary.chance) if contact is None else None
    lead = Lead(
        name=world.accounts[client].name if client else names.newcomer(place, diary.chance),
        contact_name=contact.name if contact else name.own if name else "",
        email=contact.email if contact else "", city=world.accounts[client].city if client else "",
        source=diary.one_of(SOURCES), wish=diary.one_of(WISHES[place]), owner_id=owner.pk,
        territory_id=world.territories[place].pk, account_id=world.accounts[client].pk if client else None,
        person_id=contact.pk if contact else None,
    )  # fmt: skip
    world.chronicle.born(lead, world.chronicle.moment(arrived, owner, "lead.create"))
    return Story(lead, owner, client, [])


def _judge(world: World, story: Story, arrived: Micros, conversions: list[Conversion]) -> None:
    """Taken up, then qualified or turned away, each when its day has come."""
    diary = world.diary
    taken_up = diary.after(arrived, diary.about(2))
    if not diary.is_past(taken_up):
        return
    world.chronicle.changed(
        story.lead, world.chronicle.moment(taken_up, story.owner, "lead.take_up"), state=LeadState.WORKING
    )
    judged = diary.after(taken_up, diary.about(6))
    if not diary.is_past(judged):
        return
    if diary.happens(QUALIFIED + 0.15 * bool(story.client)):
        _qualify(world, story, judged)
        _go_on(world, story, judged, conversions)
    else:
        _turn_away(world, story, judged)
        _come_back(world, story, judged)


def _qualify(world: World, story: Story, judged: Micros) -> None:
    for position, criterion in enumerate(world.criteria):
        moment = world.chronicle.moment(judged - (10 - position) * MINUTE, story.owner, "lead.answer")
        story.answers.append((moment, criterion.code))
    moment = world.chronicle.moment(judged, story.owner, "lead.qualify")
    world.chronicle.changed(
        story.lead, moment, state=LeadState.QUALIFIED, qualified_on=world.diary.day(judged)
    )


def _go_on(world: World, story: Story, judged: Micros, conversions: list[Conversion]) -> None:
    diary = world.diary
    if story.client and diary.happens(CONVERTED * 1.6):
        when = diary.after(judged, diary.about(18, 0.9))
        if diary.is_past(when):
            moment = world.chronicle.moment(when, story.owner, "lead.convert")
            world.chronicle.changed(story.lead, moment, state=LeadState.CONVERTED)
            conversions.append(Conversion(story.lead, story.client, moment))
    elif diary.happens(TURNED_AWAY_LATER):
        when = diary.after(judged, diary.about(30))
        if diary.is_past(when):
            _turn_away(world, story, when)


def _turn_away(world: World, story: Story, when: Micros) -> None:
    reason = world.diary.one_of(TURNED_AWAY)
    moment = world.chronicle.moment(when, story.owner, "lead.disqualify", reason)
    world.chronicle.changed(story.lead, moment, disqualified_reason=reason, state=LeadState.DISQUALIFIED)


def _come_back(world: World, story: Story, turned_away: Micros) -> None:
    """After more than half a year some write again: their second episode."""
    diary = world.diary
    when = diary.after(turned_away, 190 + diary.about(40))
    if not diary.happens(BACK_AGAIN) or not diary.is_past(when):
        return
    moment = world.chronicle.moment(when, story.owner, "lead.take_up")
    world.chronicle.changed(
        story.lead, moment, episode=2, disqualified_reason="", qualified_on=None, state=LeadState.WORKING
    )
    judged = diary.after(when, diary.about(6))
    if diary.is_past(judged):
        _qualify(world, story, judged)


def _answers(world: World, story: Story) -> list[LeadAnswer]:
    """Every criterion met; a second episode finds them answered."""
    by_code = {criterion.code: criterion for criterion in world.criteria}
    found: dict[str, LeadAnswer] = {}
    for moment, code in story.answers:
        if code not in found:
            found[code] = LeadAnswer(lead=story.lead, criterion=by_code[code], answer=Answer.YES)
            world.chronicle.born(found[code], moment)
    return list(found.values())
