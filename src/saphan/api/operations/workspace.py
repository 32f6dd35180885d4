"""The workspace itself: its terms, people, teams and territories."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from zlib import crc32

from django.http import HttpResponse
from ninja import Router
from pydantic import Field, StrictInt

from saphan.administration import actions
from saphan.administration.actions import NewMember
from saphan.administration.actions.members import create_members
from saphan.api.acting import created, offer_act, offer_create, offer_update, offered, run
from saphan.api.fields import (
    Body,
    Currency,
    Day,
    Instant,
    Middle,
    Names,
    Ref,
    Shown,
    Word,
    Writing,
    to,
)
from saphan.api.inward import arguments
from saphan.api.openapi import KEY, condition
from saphan.api.request import etag, seen_version
from saphan.api.resource import JSON, Resource, offer_list, offer_read, refuse_parameters
from saphan.core.errors import Clash, NotAllowed
from saphan.pipeline import actions as pipeline_actions
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Workspace
from saphan.workspace.queries import members_for, teams_for, territories_for
from saphan.workspace.rights import Right
from saphan.workspace.terms import Language, OrganisationForm, Role

Address = Annotated[str, Field(max_length=254)]


class WorkspaceShown(Shown):
    code: str
    name: str
    form: str
    language: str
    time_zone: str
    currency: str
    fiscal_start_month: int
    plan_rate_date: date | None
    nouns: dict[str, dict[str, str]]


class FormChange(Writing):
    """Where open deals of a stage that the new form lacks go: by the stage's code, a place or `keep`."""

    form: OrganisationForm
    moves: Annotated[
        dict[Annotated[str, Field(max_length=24)], Annotated[str, Field(max_length=250)]],
        Field(max_length=200),
    ] = {}


class NounWords(Body):
    """A noun of the workspace's own; an empty word means Saphan's."""

    en: Word = ""
    en_many: Word = ""
    zh: Word = ""
    th: Word = ""


class Nouns(Body):
    client: NounWords = NounWords()
    deal: NounWords = NounWords()


class WorkspaceUpdate(Writing):
    name: Middle = ""
    language: Language = Language.EN
    time_zone: Annotated[str, Field(max_length=64)] = "UTC"
    currency: Currency = "USD"
    fiscal_start_month: Annotated[StrictInt, Field(ge=1, le=12)] = 1
    plan_rate_date: Day | None = None
    nouns: Nouns = Nouns()


class MemberShown(Shown):
    code: str
    version: int
    name: str
    email: str
    title: str
    role: str
    status: str
    team: Ref


class MemberCreate(Writing):
    """Somebody who owns records without signing in."""

    name: Middle
    role: Role = Role.AE
    email: Address = ""
    title: Middle = ""
    team: to(teams_for) | None = None  # type: ignore[valid-type]


class MemberInvite(Writing):
    email: Address
    name: Middle
    role: Role = Role.AE
    title: Middle = ""
    team: to(teams_for) | None = None  # type: ignore[valid-type]


class MemberUpdate(Writing):
    name: Middle = ""
    email: Address = ""
    title: Middle = ""
    role: Role = Role.AE
    team: to(teams_for, by_id=True) | None = None  # type: ignore[valid-type]
    effective_at: Instant | None = None


class InviteAgain(Writing):
    email: Address = ""


class NodeShown(Shown):
    code: str
    version: int
    name: str
    names: dict[str, str]
    parent: Ref


class TeamCreate(Writing):
    name: Middle
    names: Names = {}
    parent: to(teams_for) | None = None  # type: ignore[valid-type]


class TeamMove(Writing):
    parent: to(teams_for) | None  # type: ignore[valid-type]
    effective_at: Instant | None = None


class TerritoryCreate(Writing):
    name: Middle
    names: Names = {}
    parent: to(territories_for) | None = None  # type: ignore[valid-type]


class TerritoryMove(Writing):
    parent: to(territories_for) | None  # type: ignore[valid-type]
    effective_at: Instant | None = None


class NodeUpdate(Writing):
    name: Middle = ""
    names: Names = {}


class Me(Shown):
    """On whose behalf the token acts, in which workspace, and what it may do there."""

    workspace: WorkspaceShown
    member: MemberShown
    token: str
    rights: dict[str, str]


MEMBERS = Resource("members", "member", members_for, MemberShown, along=("team",))
TEAMS = Resource("teams", "team", teams_for, NodeShown, along=("parent",))
TERRITORIES = Resource("territories", "territory", territories_for, NodeShown, along=("parent",))

workspace, members, teams, territories = (Router(tags=["Workspace"]) for _ in range(4))

offer_list(members, MEMBERS)
offer_read(members, MEMBERS)
offer_update(members, MEMBERS, actions.update_member, MemberUpdate)
offer_act(members, MEMBERS, "suspend", actions.suspend_member)
offer_act(members, MEMBERS, "reactivate", actions.reactivate_member)
offer_act(members, MEMBERS, "invite-again", actions.invite_again, InviteAgain)
offer_list(teams, TEAMS)
offer_create(teams, TEAMS, actions.create_team, TeamCreate)
offer_read(teams, TEAMS)
offer_update(teams, TEAMS, actions.update_team, NodeUpdate)
offer_act(teams, TEAMS, "move", actions.move_team, TeamMove)
offer_list(territories, TERRITORIES)
offer_create(territories, TERRITORIES, actions.create_territory, TerritoryCreate)
offer_read(territories, TERRITORIES)
offer_update(territories, TERRITORIES, actions.update_territory, NodeUpdate)
offer_act(territories, TERRITORIES, "move", actions.move_territory, TerritoryMove)


@members.post(
    "", response={201: MemberShown}, operation_id="create_member", summary="Add somebody without a sign-in",
    openapi_extra={"parameters": [KEY]},
)  # fmt: skip
def create_member(request: Any, body: MemberCreate) -> HttpResponse:
    refuse_parameters(request)
    values = arguments(body, request.actor)
    beside = {"reason": values.pop("reason")} if "reason" in values else {}
    made = run(request, create_members_of(NewMember(**values)), values=beside)
    return created(request, MEMBERS, made)


@workspace.post(
    "/invitations", response={201: MemberShown}, operation_id="invite_member", summary="Invite somebody",
    openapi_extra={"parameters": [KEY]},
)  # fmt: skip
def invite(request: Any, body: MemberInvite) -> HttpResponse:
    refuse_parameters(request)
    made = run(request, actions.invite_member, values=arguments(body, request.actor))
    return created(request, MEMBERS, made)


@workspace.get("/me", response=Me, operation_id="who_am_i", summary="Whose token this is, and what it may do")
def me(request: Any) -> HttpResponse:
    refuse_parameters(request)
    actor: Actor = request.actor
    found = Me(
        workspace=WorkspaceShown.model_validate(actor.workspace),
        member=MemberShown.model_validate(actor.member),
        token=request.token.name,
        rights={right.value: actor.scope(right).value for right in Right},
    )
    return HttpResponse(found.model_dump_json(), content_type=JSON)


@workspace.get("/workspace", response=WorkspaceShown, operation_id="read_workspace", summary="Its terms")
def read_workspace(request: Any) -> HttpResponse:
    refuse_parameters(request)
    if not request.actor.may(Right.READ):
        raise NotAllowed("action.not_allowed")
    return _shown(request.actor.workspace)


@workspace.patch(
    "/workspace", response=WorkspaceShown, operation_id="update_workspace", summary="Change its terms",
    openapi_extra={"parameters": [condition(required=True)]},
)  # fmt: skip
def update_workspace(request: Any, body: WorkspaceUpdate) -> HttpResponse:
    refuse_parameters(request)
    values = arguments(body, request.actor)
    beside = {"reason": values.pop("reason")} if "reason" in values else {}
    present = WorkspaceShown.model_validate(request.actor.workspace)
    version = seen_version(request, required=True)
    if version is not None and version != _version(present):
        raise Clash("record.changed_meanwhile", fields=[])
    changed = run(
        request, actions.update_workspace, values={"changes": values, "seen": present.model_dump(), **beside}
    )
    return _shown(changed)


@workspace.post(
    "/workspace/change-form", response=WorkspaceShown, operation_id="change_organisation_form",
    summary="Change how the company is organised; no record is lost, and the change can be undone",
    openapi_extra={"parameters": [KEY]},
)  # fmt: skip
def change_form(request: Any, body: FormChange) -> HttpResponse:
    refuse_parameters(request)
    return _shown(run(request, pipeline_actions.change_form, values=arguments(body, request.actor)))


def create_members_of(new: NewMember) -> Any:
    """The set-based action for one: called like any other, it returns the member."""

    def call(**options: Any) -> Member:
        return create_members([new], **options)[0]

    return call


def _shown(row: Workspace) -> HttpResponse:
    shown = WorkspaceShown.model_validate(row)
    response = HttpResponse(shown.model_dump_json(), content_type=JSON)
    response.headers["ETag"] = etag(_version(shown))
    return response


def _version(shown: WorkspaceShown) -> int:
    """The workspace has no version of its own; a checksum of its terms tells as well whether they changed."""
    return crc32(shown.model_dump_json().encode())


offered(create_members, "POST", "/members")
offered(actions.invite_member, "POST", "/invitations")
offered(actions.update_workspace, "PATCH", "/workspace")
offered(pipeline_actions.change_form, "POST", "/workspace/change-form")
