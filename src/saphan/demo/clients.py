"""How each client came to Two Rivers, and who works there."""

from __future__ import annotations

from datetime import timedelta

from saphan.clients.models import Account, Affiliation, BusinessUnit, Person, Stakeholder
from saphan.clients.terms import AccountStatus, StakeholderRole
from saphan.core.period import Micros
from saphan.demo import names
from saphan.demo.cast import SELLERS
from saphan.demo.companies import NAMED, Company, others
from saphan.demo.phrases import JOBS, LANGUAGE
from saphan.demo.picture import CONTACTS, UNITS, Contact
from saphan.demo.world import World

PROVINCE_OF = {
    "Hangzhou": "zhejiang",
    "Ningbo": "zhejiang",
    "Shaoxing": "zhejiang",
    "Chiang Mai": "north",
    "Chiang Rai": "north",
}
COUNTRIES = {"shanghai": "China", "bangkok": "Thailand", "singapore": "Singapore"}
ROLES = (
    StakeholderRole.DECISION_MAKER,
    StakeholderRole.CHAMPION,
    StakeholderRole.GATEKEEPER,
    StakeholderRole.USER,
)


def bring_in(world: World) -> None:
    """Accounts first, then their units, their people, and what these people mean to us."""
    arrivals = _accounts(world)
    _units(world, arrivals)
    _people(world, arrivals)


def _accounts(world: World) -> dict[str, Micros]:
    """The ten of the picture are old clients; the others came one by one."""
    diary, arrivals = world.diary, {}
    for position, company in enumerate([*NAMED, *others()]):
        days = position * 3 if company in NAMED else 20 + diary.chance.randrange(900)
        arrivals[company.en] = diary.at(diary.begin + timedelta(days=days))
        world.companies[company.en] = company
        world.accounts[company.en] = _account(world, company, arrivals[company.en])
    world.chronicle.settle(world.accounts.values())
    return arrivals


def _account(world: World, company: Company, arrived: Micros) -> Account:
    diary, chronicle = world.diary, world.chronicle
    first = world.members[company.owner or diary.one_of(SELLERS[company.place])]
    place = world.territories[PROVINCE_OF.get(company.city, company.place)]
    account = Account(
        name=company.name, industry=company.industry, city=company.city, country=COUNTRIES[company.place],
        tier=company.tier if company in NAMED else diary.one_of("bccc"), cadence_days=company.rhythm,
        status=AccountStatus.PROSPECT, is_target=company in NAMED[:6], owner_id=first.pk,
        territory_id=place.pk,
        name_en=company.en if company.en != company.name else "",
        name_zh=company.name if company.place == "shanghai" else "",
        name_th=company.name if company.place == "bangkok" else "",
        registration_number=f"{diary.chance.randrange(10**8):08d}", about=company.legal,
    )  # fmt: skip
    chronicle.born(account, chronicle.moment(arrived, first, "account.create"))
    won = diary.after(arrived, diary.about(55))
    if diary.is_past(won) and (company in NAMED or diary.happens(0.85)):
        chronicle.changed(
            account, chronicle.moment(won, first, "account.set_status"), status=AccountStatus.CLIENT
        )
    if company not in NAMED and diary.happens(0.2):
        _hand_over(world, account, company, won)
    return account


def _hand_over(world: World, account: Account, company: Company, after: Micros) -> None:
    """The client changes hands; what was sold before stays with whoever sold it."""
    when = world.diary.after(after, world.diary.about(160))
    if world.diary.is_past(when):
        heir = world.members[world.diary.one_of(SELLERS[company.place])]
        moment = world.chronicle.moment(when, world.members["helen"], "account.assign_owner")
        world.chronicle.changed(account, moment, owner_id=heir.pk)


def _units(world: World, arrivals: dict[str, Micros]) -> None:
    for client, wanted in UNITS.items():
        world.units[client] = [BusinessUnit(account=world.accounts[client], name=name) for name in wanted]
        moment = world.chronicle.moment(
            arrivals[client] + 60_000_000, world.owner_of(client), "business_unit.add"
        )
        for unit in world.units[client]:
            world.chronicle.born(unit, moment)
    world.chronicle.settle(unit for units in world.units.values() for unit in units)


def _people(world: World, arrivals: dict[str, Micros]) -> None:
    met: dict[str, Micros] = {}
    standing: list[tuple[str, Person, Contact]] = []
    for client in world.accounts:
        world.people[client] = []
        contacts = [contact for contact in CONTACTS if contact.client == client] or _invented(world, client)
        for contact in contacts:
            person = _person(world, contact)
            met[contact.latin + client] = world.diary.after(
                arrivals[client], world.diary.chance.randrange(1, 60)
            )
            moment = min(met[contact.latin + client], world.diary.ago(1))
            world.chronicle.born(
                person, world.chronicle.moment(moment, world.owner_of(client), "person.create")
            )
            world.people[client].append(person)
            standing.append((client, person, contact))
    world.chronicle.settle(person for people in world.people.values() for person in people)
    _places(world, standing)


def _places(world: World, standing: list[tuple[str, Person, Contact]]) -> None:
    """Each has a job there; most matter in one way or another."""
    jobs: list[Affiliation] = []
    stakes: list[Stakeholder] = []
    by_latin = {(client, contact.latin): person for client, person, contact in standing}
    for client, person, contact in standing:
        account, owner = world.accounts[client], world.owner_of(client)
        units = [*world.units.get(client, []), None]  # one in a few belongs to no unit
        unit = units[len(jobs) % len(units)]
        job = Affiliation(person=person, account=account, unit=unit, job_title=contact.job, from_date=None)
        world.chronicle.born(job, world.chronicle.moment(person.created_at, owner, "affiliation.add"))
        jobs.append(job)
        if contact.role == StakeholderRole.UNKNOWN and contact.quiet < 60:
            continue
        stakes.append(_stake(world, contact, person, by_latin.get((client, contact.boss))))
    world.chronicle.settle(jobs)
    world.chronicle.settle(stakes)


def _stake(world: World, contact: Contact, person: Person, boss: Person | None) -> Stakeholder:
    """A standing that was found out some weeks after they met, and moved since."""
    diary, chronicle, owner = world.diary, world.chronicle, world.owner_of(contact.client)
    first = contact.stance if diary.happens(0.5) else max(-2, contact.stance - 1)
    stake = Stakeholder(
        person=person, account=world.accounts[contact.client], role=contact.role, stance=first,
        influence=contact.influence, reports_to=boss,
    )  # fmt: skip
    told = min(diary.after(person.created_at, 12), diary.ago(1))
    chronicle.born(stake, chronicle.moment(told, owner, "stakeholder.set"))
    turned = diary.after(told, diary.about(120))
    if first != contact.stance and diary.is_past(turned):
        chronicle.changed(stake, chronicle.moment(turned, owner, "stakeholder.set"), stance=contact.stance)
    return stake


def _person(world: World, contact: Contact) -> Person:
    place, client = world.place_of(contact.client), contact.client
    handle = contact.latin.lower().replace(" ", ".")
    domain = world.companies[client].en.lower().replace(" ", "-")
    channel = {"shanghai": "wechat", "bangkok": "line", "singapore": "whatsapp"}[place]
    is_chinese, is_thai = contact.own[:1] > "\u3000", "\u0e00" <= contact.own[:1] <= "\u0e7f"
    return Person(
        name=contact.own, name_en=contact.latin if contact.latin != contact.own else "",
        name_zh=contact.own if is_chinese else "", name_th=contact.own if is_thai else "",
        nickname=contact.nickname, honorific=contact.honorific, email=f"{handle}@{domain}.example",
        phone=f"+{world.diary.chance.randrange(60_000_000, 99_999_999)}", channels={channel: handle},
        languages=list(dict.fromkeys((LANGUAGE[place], "en"))), owner_id=world.owner_of(client).pk,
    )  # fmt: skip


def _invented(world: World, client: str) -> list[Contact]:
    """Three to six people for a client that no picture shows."""
    chance, place = world.diary.chance, world.place_of(client)
    found: dict[str, Contact] = {}
    for position in range(chance.randrange(3, 7)):
        name = names.person(place, chance)
        role = ROLES[position] if position < len(ROLES) else StakeholderRole.INFLUENCER
        boss = next(iter(found), "") if position else ""
        contact = Contact(
            client, name.own, name.latin, JOBS[place][position % 5], role, chance.randrange(-1, 3),
            5 - min(position, 3), boss, "คุณ" if place == "bangkok" else "", name.nickname,
        )  # fmt: skip
        found.setdefault(name.latin, contact)
    return list(found.values())
