"""Setting pipelines up: stages with their marks and questions, reasons for losing, criteria for leads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from saphan.core.errors import RuleBroken
from saphan.journal import action, create, create_many, remove, save
from saphan.pipeline.models import LeadCriterion, LostReason, Pipeline, Stage
from saphan.pipeline.rules import may_configure, refuse_used_stages
from saphan.workspace.actor import Actor

STAGE_FIELDS = frozenset(
    {
        "name", "names", "position", "is_qualified", "is_negotiation", "win_chance", "target_days", "required",
        "exit_questions",
    }
)  # fmt: skip


@action("pipeline.create", allow=may_configure)
def create_pipeline(
    *, actor: Actor, name: str, stages: Iterable[dict[str, Any]], names: dict[str, str] | None = None
) -> Pipeline:
    """A new pipeline with its stages in the order given. A stage is a dict of STAGE_FIELDS.

    Raises RuleBroken("field.required" | "pipeline.no_stages" | "field.unknown" | "stage.bad_chance").
    """
    if not name.strip():
        raise RuleBroken("field.required", field="name")
    position = Pipeline.objects.filter(workspace_id=actor.workspace_id).count() + 1
    pipeline = create(Pipeline(name=name.strip(), names=names or {}, position=position))
    rows = [_stage(pipeline, place, **values) for place, values in enumerate(stages, start=1)]
    if not rows:
        raise RuleBroken("pipeline.no_stages", field="stages")
    create_many(rows)
    return pipeline


@action("pipeline.add_stage", allow=may_configure)
def add_stage(pipeline: Pipeline, *, actor: Actor, **values: Any) -> Stage:
    """A further stage, at the end unless a position is given."""
    last = pipeline.stages.order_by("-position").values_list("position", flat=True).first() or 0
    return create(_stage(pipeline, values.pop("position", last + 1), **values))


@action("stage.update", allow=may_configure)
def update_stage(stage: Stage, *, actor: Actor, changes: dict[str, Any]) -> Stage:
    """Rename, reorder or re-mark a stage. Figures follow its id, so a new name changes none of them.

    Raises RuleBroken("field.unknown" | "stage.bad_chance").
    """
    for name, value in changes.items():
        if name not in STAGE_FIELDS:
            raise RuleBroken("field.unknown", field=name)
        setattr(stage, name, value)
    _check(stage)
    return save(stage)


@action("stage.retire", allow=may_configure)
def retire_stage(stage: Stage, *, actor: Actor) -> Stage:
    """Take a stage out of use. Raises RuleBroken("stage.in_use") while an open opportunity is in it."""
    refuse_used_stages({stage.pk})
    return remove(stage)


@action("lost_reason.create", allow=may_configure)
def create_lost_reason(*, actor: Actor, name: str, names: dict[str, str] | None = None) -> LostReason:
    """A further reason for losing. Raises RuleBroken("field.required")."""
    if not name.strip():
        raise RuleBroken("field.required", field="name")
    position = LostReason.objects.filter(workspace_id=actor.workspace_id).count() + 1
    return create(LostReason(name=name.strip(), names=names or {}, position=position))


@action("lead_criterion.create", allow=may_configure)
def create_criterion(
    *, actor: Actor, question: str, questions: dict[str, str] | None = None, is_required: bool = True
) -> LeadCriterion:
    """A further question of the qualification list. Raises RuleBroken("field.required")."""
    if not question.strip():
        raise RuleBroken("field.required", field="question")
    position = LeadCriterion.objects.filter(workspace_id=actor.workspace_id).count() + 1
    row = LeadCriterion(
        question=question.strip(), questions=questions or {}, position=position, is_required=is_required
    )
    return create(row)


def _stage(pipeline: Pipeline, position: int, **values: Any) -> Stage:
    extra = set(values) - STAGE_FIELDS
    if extra:
        raise RuleBroken("field.unknown", field=min(extra))
    stage = Stage(
        pipeline=pipeline, position=position, **{k: v for k, v in values.items() if k != "position"}
    )
    _check(stage)
    return stage


def _check(stage: Stage) -> None:
    if not stage.name.strip():
        raise RuleBroken("field.required", field="name")
    if not 0 <= stage.win_chance <= 10_000:
        raise RuleBroken("stage.bad_chance", field="win_chance")
