"""How a workspace sells: pipelines, stages, reasons for losing."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Router
from pydantic import Field, StrictInt

from saphan.api.acting import offer_act, offer_add, offer_create, offer_update
from saphan.api.fields import Body, Flag, Middle, Names, Ref, Shown, Small, Word, Writing
from saphan.api.resource import Resource, offer_list, offer_read
from saphan.pipeline import actions
from saphan.pipeline.queries import lost_reasons_for, pipelines_for, stages_for

Chance = Annotated[StrictInt, Field(ge=0, le=10_000, description="basis points: 5000 is 50 %")]


class ExitQuestion(Body):
    key: Word
    question: Annotated[str, Field(max_length=300)]
    questions: Annotated[
        dict[Annotated[str, Field(max_length=8)], Annotated[str, Field(max_length=300)]], Field(max_length=8)
    ] = {}


class PipelineShown(Shown):
    code: str
    version: int
    name: str
    names: dict[str, str]
    position: int


class StageShown(Shown):
    code: str
    version: int
    pipeline: Ref
    name: str
    names: dict[str, str]
    position: int
    is_qualified: bool
    is_negotiation: bool
    win_chance: int
    target_days: int | None
    required: list[str]
    exit_questions: list[dict[str, Any]]


class StageMarks(Writing):
    names: Names = {}
    position: Annotated[StrictInt, Field(ge=1, le=100)] = 1
    is_qualified: Flag = True
    is_negotiation: Flag = False
    win_chance: Chance = 5_000
    target_days: Small | None = None
    required: Annotated[list[Word], Field(max_length=20)] = []
    exit_questions: Annotated[list[ExitQuestion], Field(max_length=20)] = []


class StageCreate(StageMarks):
    name: Middle


class StageUpdate(StageMarks):
    name: Middle = ""


class StageOfNew(Body):
    """A stage of a new pipeline; its place is its place in the list."""

    name: Middle
    names: Names = {}
    is_qualified: Flag = True
    is_negotiation: Flag = False
    win_chance: Chance = 5_000
    target_days: Small | None = None
    required: Annotated[list[Word], Field(max_length=20)] = []
    exit_questions: Annotated[list[ExitQuestion], Field(max_length=20)] = []


class PipelineCreate(Writing):
    name: Middle
    names: Names = {}
    stages: Annotated[list[StageOfNew], Field(min_length=1, max_length=50)]


class LostReasonShown(Shown):
    code: str
    version: int
    name: str
    names: dict[str, str]
    position: int


class LostReasonCreate(Writing):
    name: Middle
    names: Names = {}


PIPELINES = Resource("pipelines", "pipeline", pipelines_for, PipelineShown)
STAGES = Resource("stages", "stage", stages_for, StageShown, along=("pipeline",))
LOST_REASONS = Resource("lost-reasons", "lost_reason", lost_reasons_for, LostReasonShown)

pipelines, stages, lost_reasons = Router(tags=["Set-up"]), Router(tags=["Set-up"]), Router(tags=["Set-up"])
offer_list(pipelines, PIPELINES)
offer_create(pipelines, PIPELINES, actions.create_pipeline, PipelineCreate)
offer_read(pipelines, PIPELINES)
offer_add(pipelines, PIPELINES, STAGES, actions.add_stage, StageCreate)
offer_list(stages, STAGES)
offer_read(stages, STAGES)
offer_update(stages, STAGES, actions.update_stage, StageUpdate)
offer_act(stages, STAGES, "retire", actions.retire_stage)
offer_list(lost_reasons, LOST_REASONS)
offer_create(lost_reasons, LOST_REASONS, actions.create_lost_reason, LostReasonCreate)
