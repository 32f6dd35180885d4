"""A small world for the matrix: each kind of record once per owner, and a twin company with the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from saphan.clients.actions import (
    add_affiliation,
    add_next_step,
    attach_file,
    create_account,
    create_person,
    create_unit,
    log_interaction,
    set_stakeholder,
)
from saphan.pipeline.actions import create_lead, create_opportunity
from saphan.workspace.actor import Actor
from saphan.workspace.models import Counter, Member, Record, User, kinds
from saphan.workspace.terms import Door, Role
from tests.doors.matrix import Ownership
from tests.story import Story, on, tell_other_story, tell_story


@dataclass
class World:
    """Bridge & Co with one person per role on Ploy's team, and records by kind and ownership."""

    story: Story
    other: Story
    people: dict[str, Actor] = field(default_factory=dict)
    records: dict[tuple[str, str], Record] = field(default_factory=dict)

    def record(self, kind: str, role: str, whose: Ownership) -> Any:
        """The record of `kind` that is own, a teammate's, another team's or a stranger's for this role."""
        return self.records[kind, role if whose is Ownership.OWN else whose.value]


def build_world() -> World:
    """Everything the matrix asks about. The cast of `own` records owns them whatever their role may do."""
    world = World(tell_story(), tell_other_story())
    story = world.story
    _number_apart(world.other)
    for role in Role.values:
        world.people[role] = _colleague(story, role)
    with on("2026-06-01"):
        for role, actor in world.people.items():
            _fill(world, role, story, actor.member)
        _fill(world, Ownership.TEAM, story, story.lin.member)
        _fill(world, Ownership.OTHER, story, story.wei.member)
        _fill(world, Ownership.FOREIGN, world.other, world.other.krit.member)
    return world


def _number_apart(story: Story) -> None:
    """Codes begin anew in each workspace: without this a foreign code would name one of our own records."""
    for model in kinds().values():
        Counter.objects.update_or_create(
            workspace=story.workspace, prefix=model.PREFIX, defaults={"next_number": 9_001}
        )


def _colleague(story: Story, role: str) -> Actor:
    user = User.objects.create(email=f"{role}@matrix.example", name=role)
    count = Member.objects.filter(workspace=story.workspace).count()
    member = Member.objects.create(
        workspace=story.workspace, code=f"M-{count + 1}", user=user, name=role, role=role,
        team=story.teams["Bangkok"], created_at=0,
    )  # fmt: skip
    return Actor(member, Door.WEB)


def _fill(world: World, key: str, story: Story, owner: Member) -> None:
    chief = next(actor for actor in story.cast.values() if actor.member.role == Role.OWNER)
    account = create_account(actor=chief, name=f"Client of {key}", owner=owner)
    person = create_person(actor=chief, name=f"Person of {key}", owner=owner)
    stage = story.stage("Diagnose")
    deal = create_opportunity(
        actor=chief, name=f"Deal of {key}", stage=stage, account=account, owner=owner, amount_minor=100_00,
        expected_close_on=date(2026, 7, 1),
    )  # fmt: skip
    made: dict[str, Record] = {
        "account": account,
        "person": person,
        "opportunity": deal,
        "affiliation": add_affiliation(person, actor=chief, account=account, job_title="Head"),
        "unit": create_unit(account, actor=chief, name=f"Unit of {key}"),
        "stakeholder": set_stakeholder(account, actor=chief, person=person, role="champion", stance=1, influence=4),
        "interaction": log_interaction(actor=chief, account=account, channel="call", words=f"Words of {key}"),
        "next_step": add_next_step(actor=chief, opportunity=deal, what=f"Step of {key}", owner=owner),
        "attachment": attach_file(actor=chief, account=account, file_name="a.txt", content=b"plain words"),
        "lead": create_lead(actor=chief, name=f"Lead of {key}", owner=owner),
    }
    for kind, record in made.items():
        world.records[kind, key] = record
