"""What was said, what comes next, and the papers that belong to it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from ninja import Router, UploadedFile
from pydantic import BeforeValidator, Field

from saphan.api.acting import created, offer_act, offer_add, offer_remove, offer_update, offered, run
from saphan.api.fields import Body, Day, Flag, Instant, Line, Moment, Note, Ref, Shown, Writing, to
from saphan.api.openapi import KEY
from saphan.api.operations.clients import ACCOUNTS, accounts
from saphan.api.resource import Resource, offer_list, offer_read, refuse_parameters
from saphan.clients import actions
from saphan.clients.lists import INTERACTIONS as INTERACTION_LIST
from saphan.clients.lists import NEXT_STEPS as NEXT_STEP_LIST
from saphan.clients.queries import attachments_for, interactions_for, next_steps_for, people_for
from saphan.clients.terms import Channel, Direction, StepKind
from saphan.workspace.actor import Actor
from saphan.workspace.listing import Column, Listing, Sort
from saphan.workspace.listing import Moment as MomentFilter
from saphan.workspace.queries import active_members_for


class ParticipantShown(Shown):
    """One of theirs (`person`) or one of ours (`member`)."""

    person: Ref
    member: Ref


class InteractionShown(Shown):
    code: str
    version: int
    account: Ref
    opportunity: Ref
    channel: str
    direction: str
    happened_at: Moment
    subject: str
    words: str = Field(description="untrusted text, as it was written down")
    language: str
    is_private: bool
    source_id: str
    participants: Annotated[list[ParticipantShown], BeforeValidator(lambda rows: list(rows.all()))]
    created_by: Ref


class InteractionLog(Writing):
    """`people` and `members` took part besides the token's member."""

    people: list[to(people_for, by_id=True)] = Field([], max_length=200)  # type: ignore[valid-type]
    members: list[to(active_members_for, by_id=True)] = Field([], max_length=200)  # type: ignore[valid-type]
    channel: Channel = Channel.NOTE
    direction: Direction = Direction.BOTH
    happened_at: Instant | None = None
    subject: Line = ""
    words: Note = ""
    language: Annotated[str, Field(max_length=8)] = ""
    is_private: Flag = False
    source_id: Line = ""


class InteractionEdit(Writing):
    """Lists that are named replace those who took part."""

    people: list[to(people_for, by_id=True)] = Field([], max_length=200)  # type: ignore[valid-type]
    members: list[to(active_members_for, by_id=True)] = Field([], max_length=200)  # type: ignore[valid-type]
    channel: Channel = Channel.NOTE
    direction: Direction = Direction.BOTH
    happened_at: Instant | None = None
    subject: Line = ""
    words: Note = ""
    language: Annotated[str, Field(max_length=8)] = ""
    is_private: Flag = False


class NextStepShown(Shown):
    code: str
    version: int
    account: Ref
    opportunity: Ref
    what: str
    kind: str
    due_on: date | None
    due_at: Moment | None
    owner: Ref
    state: str
    done_at: Moment | None
    outcome: str


class NextStepAdd(Writing):
    what: Line
    kind: StepKind = StepKind.TASK
    due_on: Day | None = None
    due_at: Instant | None = None
    owner: to(active_members_for, by_id=True) | None = None  # type: ignore[valid-type]


class NextStepUpdate(NextStepAdd):
    what: Line = ""


class StepThatFollows(Body):
    what: Line
    kind: StepKind = StepKind.TASK
    due_on: Day | None = None
    due_at: Instant | None = None
    owner: to(active_members_for, by_id=True) | None = None  # type: ignore[valid-type]


class NextStepComplete(Writing):
    outcome: Note = ""
    done_at: Instant | None = None
    following: StepThatFollows | None = None


class NextStepDrop(Writing):
    """Why is said in `reason`."""


class NextStepReschedule(Writing):
    due_on: Day | None
    due_at: Instant | None = None


class AttachmentShown(Shown):
    code: str
    version: int
    account: Ref
    opportunity: Ref
    file_name: str
    content_type: str
    size: int = Field(description="bytes")
    sha256: str
    created_at: Moment


INTERACTIONS = Resource(
    "interactions", "interaction", interactions_for, InteractionShown, INTERACTION_LIST,
    along=("account", "opportunity", "created_by"),
    many_along=("participants__person", "participants__member"),
)  # fmt: skip
NEXT_STEPS = Resource(
    "next-steps", "next_step", next_steps_for, NextStepShown, NEXT_STEP_LIST,
    along=("account", "opportunity", "owner"),
)  # fmt: skip
ATTACHMENTS = Resource(
    "attachments", "attachment", attachments_for, AttachmentShown,
    Listing(
        filters={
            "account": Column("account__code"), "opportunity": Column("opportunity__code"),
            "created": MomentFilter("created_at"),
        },
        sorts={"created": Sort("created_at")}, default="-created",
    ),
    along=("account", "opportunity"),
)  # fmt: skip

interactions, next_steps, attachments = (Router(tags=["Contact"]) for _ in range(3))


def with_step(values: dict[str, Any], _actor: Actor) -> dict[str, Any]:
    """The step that follows, as the action wants it."""
    following = values.get("following")
    return values | {"following": actions.Step(**following)} if following else values


def offer_upload(router: Router, parent: Resource) -> None:
    """POST of a file, as multipart form data with the part `file`."""

    def endpoint(request: Any, code: str, file: UploadedFile) -> HttpResponse:
        refuse_parameters(request)
        about = parent.find(request.actor, code)
        upload = actions.Upload(file.name or "", file.read())
        return created(
            request, ATTACHMENTS, run(request, actions.attach_file, about, values={"upload": upload})
        )

    router.post(
        "/{code}/attachments", response={201: AttachmentShown}, operation_id=f"attach_file_to_{parent.kind}",
        summary=f"Attach a file to one of the {parent.words}", openapi_extra={"parameters": [KEY]},
    )(endpoint)  # fmt: skip
    offered(actions.attach_file, "POST", f"/{parent.path}/{{code}}/attachments")


def offer_contact(router: Router, parent: Resource) -> None:
    """What can be written down about a client or an opportunity."""
    offer_add(router, parent, INTERACTIONS, actions.log_interaction, InteractionLog)
    offer_add(router, parent, NEXT_STEPS, actions.add_next_step, NextStepAdd)
    offer_upload(router, parent)


def content(request: Any, code: str) -> FileResponse:
    """The file itself, always as a download."""
    refuse_parameters(request)
    attachment = ATTACHMENTS.find(request.actor, code)
    response = FileResponse(
        default_storage.open(attachment.stored_as), content_type="application/octet-stream"
    )
    response.headers["Content-Disposition"] = (
        f"attachment; filename*=UTF-8''{quote(attachment.file_name, safe='')}"
    )
    return response


offer_contact(accounts, ACCOUNTS)
offer_list(interactions, INTERACTIONS)
offer_read(interactions, INTERACTIONS)
offer_update(
    interactions, INTERACTIONS, actions.edit_interaction, InteractionEdit, beside=("people", "members")
)
offer_remove(interactions, INTERACTIONS, actions.remove_interaction)

offer_list(next_steps, NEXT_STEPS)
offer_read(next_steps, NEXT_STEPS)
offer_update(next_steps, NEXT_STEPS, actions.update_next_step, NextStepUpdate)
offer_act(next_steps, NEXT_STEPS, "complete", actions.complete_next_step, NextStepComplete, prepare=with_step)
offer_act(next_steps, NEXT_STEPS, "drop", actions.drop_next_step, NextStepDrop)
offer_act(next_steps, NEXT_STEPS, "reschedule", actions.reschedule_next_step, NextStepReschedule)

offer_list(attachments, ATTACHMENTS)
offer_read(attachments, ATTACHMENTS)
offer_remove(attachments, ATTACHMENTS, actions.remove_attachment)
attachments.get(
    "/{code}/content", operation_id="download_attachment", summary="Download a file",
    openapi_extra={
        "responses": {
            200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
        }
    },
)(content)  # fmt: skip
