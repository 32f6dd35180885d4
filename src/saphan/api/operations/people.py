"""The humans on the client's side: people, their jobs, and who matters."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Router
from pydantic import Field, StrictInt

from saphan.api.acting import offer_act, offer_add, offer_create, offer_remove, offer_update
from saphan.api.fields import Day, Instant, Line, Middle, Moment, Note, Ref, Short, Shown, Word, Writing, to
from saphan.api.operations.clients import ACCOUNTS, accounts
from saphan.api.resource import Resource, offer_list, offer_read
from saphan.clients import actions
from saphan.clients.lists import PEOPLE as PEOPLE_LIST
from saphan.clients.queries import accounts_for, affiliations_for, people_for, stakes_for, units_for
from saphan.clients.terms import PersonStatus, StakeholderRole
from saphan.workspace.listing import Choice, Column, Listing, Sort
from saphan.workspace.listing import Day as DayFilter
from saphan.workspace.queries import active_members_for

Name = Annotated[str, Field(max_length=160)]
Channels = Annotated[
    dict[Word, Middle], Field(max_length=3, description="line, wechat, whatsapp: the handle there")
]
Languages = Annotated[list[Annotated[str, Field(max_length=8)]], Field(max_length=20)]


class PersonShown(Shown):
    code: str
    version: int
    name: str
    name_en: str
    name_zh: str
    name_th: str
    nickname: str
    honorific: str
    languages: list[str]
    email: str
    phone: str
    channels: dict[str, str]
    status: str
    owner: Ref
    external_id: str
    last_touch_at: Moment | None
    created_at: Moment


class PersonFacts(Writing):
    name_en: Name = ""
    name_zh: Name = ""
    name_th: Name = ""
    nickname: Short = ""
    honorific: Word = ""
    languages: Languages = []
    email: Line = ""
    phone: Annotated[str, Field(max_length=60)] = ""
    channels: Channels = {}
    status: PersonStatus = PersonStatus.ACTIVE
    owner: to(active_members_for, by_id=True) | None = None  # type: ignore[valid-type]
    external_id: Short = ""


class PersonCreate(PersonFacts):
    """A person, with a job at `account` where one is named."""

    name: Line
    account: to(accounts_for) | None = None  # type: ignore[valid-type]
    job_title: Name = ""
    from_date: Day | None = None
    unit: to(units_for, by_id=True) | None = None  # type: ignore[valid-type]


class PersonUpdate(PersonFacts):
    name: Line = ""


class PersonMove(Writing):
    account: to(accounts_for)  # type: ignore[valid-type]
    on: Day
    job_title: Name = ""
    unit: to(units_for, by_id=True) | None = None  # type: ignore[valid-type]


class AffiliationShown(Shown):
    code: str
    version: int
    person: Ref
    account: Ref
    unit: Ref
    job_title: str
    from_date: date | None
    to_date: date | None


class AffiliationCreate(Writing):
    account: to(accounts_for)  # type: ignore[valid-type]
    job_title: Name = ""
    from_date: Day | None = None
    unit: to(units_for, by_id=True) | None = None  # type: ignore[valid-type]


class AffiliationUpdate(Writing):
    job_title: Name = ""
    from_date: Day | None = None
    to_date: Day | None = None
    unit: to(units_for, by_id=True) | None = None  # type: ignore[valid-type]


class AffiliationEnd(Writing):
    """`on` is the first day on which the job no longer holds."""

    on: Day


class StakeholderShown(Shown):
    code: str
    version: int
    person: Ref
    account: Ref
    opportunity: Ref
    role: str
    stance: int
    influence: int
    reports_to: Ref
    evidence: str


class StakeholderSet(Writing):
    """What a person means here; what is not named stays as it was."""

    person: to(people_for)  # type: ignore[valid-type]
    role: StakeholderRole = StakeholderRole.UNKNOWN
    stance: Annotated[StrictInt, Field(ge=-2, le=2)] = 0
    influence: Annotated[StrictInt, Field(ge=1, le=5)] = 3
    reports_to: to(people_for, by_id=True) | None = None  # type: ignore[valid-type]
    evidence: Note = ""
    effective_at: Instant | None = None


PEOPLE = Resource("people", "person", people_for, PersonShown, PEOPLE_LIST, along=("owner",))
AFFILIATIONS = Resource(
    "affiliations", "affiliation", affiliations_for, AffiliationShown,
    Listing(
        filters={
            "account": Column("account__code"), "person": Column("person__code"),
            "from": DayFilter("from_date"), "to": DayFilter("to_date"),
        },
        sorts={"created": Sort("created_at"), "from": Sort("from_date", nullable=True)}, default="created",
    ),
    along=("person", "account", "unit"),
)  # fmt: skip
STAKEHOLDERS = Resource(
    "stakeholders", "stakeholder", stakes_for, StakeholderShown,
    Listing(
        filters={
            "account": Column("account__code"), "opportunity": Column("opportunity__code"),
            "person": Column("person__code"), "role": Choice("role", StakeholderRole),
        },
        sorts={"influence": Sort("influence"), "created": Sort("created_at")}, default="-influence",
    ),
    along=("person", "account", "opportunity", "reports_to"),
)  # fmt: skip

people, affiliations, stakeholders = Router(tags=["People"]), Router(tags=["People"]), Router(tags=["People"])
offer_list(people, PEOPLE)
offer_create(people, PEOPLE, actions.create_person, PersonCreate)
offer_read(people, PEOPLE)
offer_update(people, PEOPLE, actions.update_person, PersonUpdate)
offer_remove(people, PEOPLE, actions.remove_person)
offer_act(people, PEOPLE, "move", actions.move_person, PersonMove, answers=AFFILIATIONS)

offer_add(people, PEOPLE, AFFILIATIONS, actions.add_affiliation, AffiliationCreate)
offer_list(affiliations, AFFILIATIONS)
offer_read(affiliations, AFFILIATIONS)
offer_update(affiliations, AFFILIATIONS, actions.update_affiliation, AffiliationUpdate)
offer_act(affiliations, AFFILIATIONS, "end", actions.end_affiliation, AffiliationEnd)
offer_remove(affiliations, AFFILIATIONS, actions.remove_affiliation)

offer_add(accounts, ACCOUNTS, STAKEHOLDERS, actions.set_stakeholder, StakeholderSet)
offer_list(stakeholders, STAKEHOLDERS)
offer_read(stakeholders, STAKEHOLDERS)
offer_remove(stakeholders, STAKEHOLDERS, actions.remove_stakeholder)
