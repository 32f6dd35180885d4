"""The cast of the tests: two companies that must never see each other, and the people in them.

Bridge & Co is an agency. Ploy is an account executive in the Bangkok team, Lin her teammate; Wei sells in Shanghai,
a different team. Dao directs, Olan owns the workspace, Fon keeps the money, Rit only reads, Tum is on Ploy's team
without clients of his own. Krit owns another company altogether: the stranger.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from saphan.core.period import to_micros
from saphan.journal.clock import at
from saphan.pipeline.actions import create_lost_reason, create_pipeline
from saphan.pipeline.models import LostReason, Pipeline, Stage
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Team, Territory, User, Workspace
from saphan.workspace.terms import Door, Role

PASSWORD = "seven bridges over the river"
NOON = datetime(2026, 6, 16, 5, 0, tzinfo=UTC)  # Tuesday noon in Bangkok


def micros(*parts: int) -> int:
    """An instant in UTC: micros(2026, 6, 16, 5) is noon in Bangkok."""
    return to_micros(datetime(*parts, tzinfo=UTC))  # type: ignore[arg-type, misc]


@contextmanager
def on(day: date | str, hour: int = 5) -> Iterator[None]:
    """Within the block it is this day (UTC hour; 5 is noon in Bangkok)."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    with at(micros(day.year, day.month, day.day, hour)):
        yield


STAGES: list[dict[str, Any]] = [
    {"name": "Qualify", "is_qualified": False, "win_chance": 1000, "target_days": 12},
    {"name": "Diagnose", "win_chance": 3000, "target_days": 15},
    {"name": "Propose", "win_chance": 5000, "target_days": 14},
    {"name": "Negotiate", "win_chance": 7500, "target_days": 11, "is_negotiation": True},
]


@dataclass
class Story:
    """One workspace with its cast; `lead`, `stage` and `team` look things up by name."""

    workspace: Workspace
    cast: dict[str, Actor] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    territories: dict[str, Territory] = field(default_factory=dict)
    pipeline: Pipeline | None = None

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.__dict__["cast"][name]
        except KeyError:
            raise AttributeError(name) from None

    def stage(self, name: str) -> Stage:
        return Stage.objects.get(pipeline=self.pipeline, name=name)

    def lost_reason(self) -> LostReason:
        return LostReason.objects.filter(workspace=self.workspace).order_by("pk")[0]


def tell_story() -> Story:
    """Bridge & Co with its cast, its pipeline and an empty book of clients."""
    story = _company("bridge", "Bridge & Co", "Asia/Bangkok", "THB")
    bangkok, shanghai = _team(story, "Bangkok"), _team(story, "Shanghai")
    _territory(story, "Thailand"), _territory(story, "China")
    for name, role, team in (
        ("olan", Role.OWNER, None),
        ("dao", Role.DIRECTOR, None),
        ("ploy", Role.AE, bangkok),
        ("lin", Role.AE, bangkok),
        ("wei", Role.AE, shanghai),
        ("tum", Role.TEAM_MEMBER, bangkok),
        ("fon", Role.FINANCE, None),
        ("rit", Role.READER, None),
    ):
        _join(story, name, role, team)
    _set_up_pipeline(story, story.olan)
    return story


def tell_other_story() -> Story:
    """Krit's company: whatever it holds must never be seen or touched from Bridge & Co, nor the other way."""
    story = _company("other", "Other Ltd", "Asia/Bangkok", "THB")
    _join(story, "krit", Role.OWNER, None)
    _set_up_pipeline(story, story.krit)
    return story


def _company(code: str, name: str, zone: str, currency: str) -> Story:
    workspace = Workspace.objects.create(
        code=code, name=name, time_zone=zone, currency=currency, created_at=to_micros(NOON)
    )
    return Story(workspace)


def _team(story: Story, name: str) -> Team:
    team = Team.objects.create(
        workspace=story.workspace, code=f"T-{len(story.teams) + 1}", name=name, created_at=to_micros(NOON)
    )
    team.path = f"/{team.pk}/"
    team.save()
    story.teams[name] = team
    return team


def _territory(story: Story, name: str) -> Territory:
    territory = Territory.objects.create(
        workspace=story.workspace,
        code=f"R-{len(story.territories) + 1}",
        name=name,
        created_at=to_micros(NOON),
    )
    territory.path = f"/{territory.pk}/"
    territory.save()
    story.territories[name] = territory
    return territory


def _join(story: Story, name: str, role: Role, team: Team | None) -> None:
    user = User.objects.create(email=f"{name}@{story.workspace.code}.example", name=name.title())
    member = Member.objects.create(
        workspace=story.workspace, code=f"M-{len(story.cast) + 1}", user=user, name=name.title(), email=user.email,
        role=role, team=team, created_at=to_micros(NOON),
    )  # fmt: skip
    story.cast[name] = Actor(member, Door.WEB)


def _set_up_pipeline(story: Story, owner: Actor) -> None:
    with at(micros(2020, 1, 1)):
        story.pipeline = create_pipeline(actor=owner, name="New business", stages=STAGES)
        create_lost_reason(actor=owner, name="Price")
