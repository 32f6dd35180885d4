"""Changing the organisation form: stages, words and windows follow, and no record is lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import F, Q

from saphan.administration.actions import create_team
from saphan.administration.changes import lock_workspace, note_row
from saphan.administration.rules import may_administer
from saphan.core.errors import RuleBroken
from saphan.core.nouns import stored
from saphan.journal import action, create, create_many, now, save_many
from saphan.pipeline.forms import CHANGE, KEEP, FormPlan, Place, english, key_of, plan_form
from saphan.pipeline.models import Opportunity, Pipeline, Stage
from saphan.pipeline.presets import FORMS, Preset, named
from saphan.pipeline.terms import OpportunityStatus
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.models import Workspace


@action(CHANGE, allow=may_administer)
def change_form(*, actor: Actor, form: str, moves: Mapping[str, str] | None = None) -> Workspace:
    """Set the workspace up as `form` does, from now on. `moves` answers by stage code where its open deals go.

    An answer is a place of the new form ("New business/Demo") or "keep"; without one the proposal holds: deals that
    an earlier change took from a stage of this form go back to it, the others to the place that means the same.
    Closed deals keep the stages they went through, so figures of the past stay what they were.
    Raises RuleBroken("form.unknown" | "form.same" | "form.unknown_place").
    """
    workspace = lock_workspace(actor)
    if form not in FORMS:
        raise RuleBroken("form.unknown", field="form", form=form)
    if form == workspace.form:
        raise RuleBroken("form.same", field="form")
    plan = plan_form(workspace, form)
    answers = _answers(plan, moves or {})
    stages = _set_up_places(workspace, plan)
    homes = {deal: stages[key] for deal, key in plan.homes.items()}
    chosen = {
        going.stage.code: answers[going.stage.code]
        for going in plan.going
        if answers[going.stage.code] != going.to
    }
    targets = {code: stages[key] for code, key in answers.items() if key != KEEP}
    _move_deals(actor, workspace, targets, homes, chosen)
    _retire(workspace, plan, {code for code, key in answers.items() if key != KEEP})
    _departments(actor, plan)
    adopt(workspace, form, plan.preset)
    return workspace


def adopt(workspace: Workspace, form: str, preset: Preset) -> None:
    """Take over the form's name, nouns and windows."""
    values: dict[str, Any] = {
        "form": form,
        "nouns": stored(preset.nouns),
        "measure_choices": preset.measure_choices(),
    }
    before = {name: getattr(workspace, name) for name in values}
    changed = [name for name, value in values.items() if before[name] != value]
    for name in changed:
        setattr(workspace, name, values[name])
        note_row("workspace", workspace, name, before[name], values[name])
    workspace.save(update_fields=changed)


def _answers(plan: FormPlan, moves: Mapping[str, str]) -> dict[str, str]:
    """Stage code → where its deals go, for every stage that would go. Raises RuleBroken("form.unknown_place")."""
    allowed = {place.key for place in plan.places} | {KEEP}
    for code, key in moves.items():
        if key not in allowed:
            raise RuleBroken("form.unknown_place", field=f"stage-{code}", place=key)
    return {going.stage.code: moves.get(going.stage.code) or going.to for going in plan.going}


def _set_up_places(workspace: Workspace, plan: FormPlan) -> dict[str, Stage]:
    """The stages of the new form by key: those in use, those brought back from before, those made now."""
    pipelines = _set_up_pipelines(workspace, plan)
    rows = Stage.objects.filter(pipeline__in=pipelines.values()).select_related("pipeline")
    # Of several rows with the name, the one in use; else the one used last.
    known = {key_of(stage): stage for stage in rows.order_by(F("removed_at").asc(nulls_last=True), "pk")}
    back = [known[place.key] for place in plan.places if place.key in known]
    for place in plan.places:
        if (stage := known.get(place.key)) is not None:
            stage.removed_at, stage.position = None, place.position
    save_many(back, ["removed_at", "position"])
    made = [_made(place, pipelines[place.pipeline[0]]) for place in plan.places if place.key not in known]
    create_many(made)
    return {key_of(stage): stage for stage in (*back, *made)}


def _set_up_pipelines(workspace: Workspace, plan: FormPlan) -> dict[str, Pipeline]:
    """The pipelines of the new form by English name, brought back or made."""
    rows = Pipeline.objects.filter(workspace=workspace)
    known = {english(each): each for each in rows.order_by(F("removed_at").asc(nulls_last=True), "pk")}
    wanted = [words for words, _stages in plan.preset.pipelines]
    back = [known[words[0]] for words in wanted if words[0] in known]
    for pipeline in back:
        pipeline.removed_at = None
    save_many(back, ["removed_at"])
    for place, words in enumerate(wanted, start=1):
        if words[0] not in known:
            known[words[0]] = create(Pipeline(**named(words), position=place))
    return {words[0]: known[words[0]] for words in wanted}


def _made(place: Place, pipeline: Pipeline) -> Stage:
    return Stage(pipeline=pipeline, position=place.position, **place.stage)


def _move_deals(
    actor: Actor,
    workspace: Workspace,
    moves: Mapping[str, Stage],
    homes: Mapping[int, Stage],
    chosen: Collection[str],
) -> None:
    """Open deals go back home, or on where their stage went; how long they have been there goes on too.

    Those in stages that the owner chose a place for go there or stay.
    """
    wanted = Q(stage__code__in=list(moves)) | Q(pk__in=list(homes)) & ~Q(stage__code__in=list(chosen))
    deals = list(
        Opportunity.objects.select_for_update(of=("self",))
        .filter(wanted, workspace=workspace, status=OpportunityStatus.OPEN, removed_at=None)
        .select_related("stage")
        .order_by("pk")
    )
    today = today_in(actor.workspace, now())
    for deal in deals:
        code = deal.stage.code
        deal.stage = homes[deal.pk] if deal.pk in homes and code not in chosen else moves[code]
        deal.pipeline_id = deal.stage.pipeline_id
        if deal.stage.is_qualified and deal.qualified_on is None:
            deal.qualified_on = today
    save_many(deals, ["pipeline_id", "stage_id", "qualified_on"])


def _retire(workspace: Workspace, plan: FormPlan, codes: set[str]) -> None:
    """Tombstones on stages that were left, and on pipelines without a stage."""
    moment = now()
    leaving = [going.stage for going in plan.going if going.stage.code in codes]
    for stage in leaving:
        stage.removed_at = moment
    save_many(leaving, ["removed_at"])
    left = set(
        Stage.objects.filter(workspace=workspace, removed_at=None).values_list("pipeline_id", flat=True)
    )
    empty = [
        pipeline
        for pipeline in Pipeline.objects.filter(workspace=workspace, removed_at=None)
        if pipeline.pk not in left
    ]
    for pipeline in empty:
        pipeline.removed_at = moment
    save_many(empty, ["removed_at"])


def _departments(actor: Actor, plan: FormPlan) -> None:
    for words in plan.new_departments:
        create_team(actor=actor, **named(words))
    for team in plan.empty_departments:
        team.removed_at = now()
    save_many(plan.empty_departments, ["removed_at"])
