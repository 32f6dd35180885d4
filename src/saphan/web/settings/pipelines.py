"""How the workspace sells: its pipelines with their stages, and the reasons for losing."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from saphan.pipeline.actions import (
    add_stage,
    create_lost_reason,
    create_pipeline,
    retire_stage,
    update_stage,
)
from saphan.pipeline.models import Pipeline, Stage
from saphan.pipeline.queries import lost_reasons_for, pipelines_for, stages_for
from saphan.web.answers import answer
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import NAMES, NamedForm
from saphan.web.settings.pages import Edit, address, edit, frame, needs, page
from saphan.workspace.rights import Right

PAGE = "settings/pipelines.html"
BASIS_POINTS = 100  # in one percent


class PipelineForm(NamedForm):
    first_stage = forms.CharField(
        label=gettext_lazy("First stage"),
        max_length=120,
        help_text=gettext_lazy("The others are added afterwards, in the order in which deals pass them."),
    )


class StageForm(NamedForm):
    chance = forms.DecimalField(
        label=gettext_lazy("Chance to win, in percent"),
        min_value=Decimal(0),
        max_value=Decimal(100),
        decimal_places=2,
        initial=Decimal(50),
        help_text=gettext_lazy(
            "Weighs the amounts of open deals. It applies to all deals in the stage at once."
        ),
    )
    target_days = forms.IntegerField(
        label=gettext_lazy("Days a deal should stay at most"), min_value=1, max_value=3650, required=False
    )
    is_qualified = forms.BooleanField(
        label=gettext_lazy("Deals here are qualified"), required=False, initial=True
    )
    is_negotiation = forms.BooleanField(label=gettext_lazy("Negotiation begins here"), required=False)

    def stage_values(self) -> dict[str, Any]:
        """What was filled in, as the attributes of a stage."""
        return self._as_stage({**self.cleaned_data, "names": self.names()})

    def stage_changes(self) -> dict[str, Any]:
        """What was touched, as the attributes of a stage."""
        return self._as_stage(self.changes())

    def _as_stage(self, values: dict[str, Any]) -> dict[str, Any]:
        kept = {name: value for name, value in values.items() if name not in {*NAMES, "chance"}}
        if "chance" in values:
            kept["win_chance"] = int(values["chance"] * BASIS_POINTS)
        return kept


class PlacedStageForm(StageForm):
    position = forms.IntegerField(label=gettext_lazy("Place in the order"), min_value=1, max_value=99)


@require_safe
@needs(Right.CONFIGURE)
def pipelines(request: MemberRequest) -> HttpResponse:
    return page(request, "pipelines", PAGE, **_all(request))


@needs(Right.CONFIGURE)
def new_pipeline(request: MemberRequest) -> HttpResponse:
    return _edit(request, _("Add a pipeline"), PipelineForm, partial(_create, request), _("Add"))


@needs(Right.CONFIGURE)
def new_stage(request: MemberRequest, code: str) -> HttpResponse:
    pipeline = get_object_or_404(pipelines_for(request.actor), code=code)
    title = _("Add a stage to %(pipeline)s") % {"pipeline": pipeline.label(request.LANGUAGE_CODE)}
    return _edit(request, title, StageForm, partial(_add, request, pipeline), _("Add"))


@needs(Right.CONFIGURE)
def stage(request: MemberRequest, code: str) -> HttpResponse:
    """Rename, move or re-mark a stage."""
    found = _stage(request, code)
    form = partial(PlacedStageForm, initial=_initial(found))
    return _edit(request, found.label(request.LANGUAGE_CODE), form, partial(_save, request, found), _("Save"))


@require_POST
@needs(Right.CONFIGURE)
def retire(request: MemberRequest, code: str) -> HttpResponse:
    """Take a stage out of use; its history stays."""
    return answer(
        request,
        None,
        partial(retire_stage, _stage(request, code), actor=request.actor),
        page=PAGE,
        fragment="pipelines",
        context=lambda: frame(request, "pipelines", **_all(request)),
        said=_("Retired. What went through the stage keeps its history."),
    )


@needs(Right.CONFIGURE)
def new_lost_reason(request: MemberRequest) -> HttpResponse:
    return _edit(request, _("Add a reason for losing"), NamedForm, partial(_add_reason, request), _("Add"))


def _edit(request: MemberRequest, title: str, form: Any, act: Any, button: str) -> HttpResponse:
    back = address(request, "pipelines")
    return edit(request, Edit("pipelines", title, form, act, back, said=_("Saved."), button=button))


def _create(request: MemberRequest, form: PipelineForm) -> Any:
    chosen = form.cleaned_data
    stages = [{"name": chosen["first_stage"]}]
    return create_pipeline(actor=request.actor, name=chosen["name"], names=form.names(), stages=stages)


def _add(request: MemberRequest, pipeline: Pipeline, form: StageForm) -> Any:
    return add_stage(pipeline, actor=request.actor, **form.stage_values())


def _save(request: MemberRequest, found: Stage, form: PlacedStageForm) -> Any:
    return update_stage(found, actor=request.actor, changes=form.stage_changes())


def _add_reason(request: MemberRequest, form: NamedForm) -> Any:
    return create_lost_reason(actor=request.actor, name=form.cleaned_data["name"], names=form.names())


def _initial(found: Stage) -> dict[str, Any]:
    return {
        **{field: found.names.get(language, "") for field, language in NAMES.items()},
        "name": found.name,
        "chance": _percent(found),
        "target_days": found.target_days,
        "is_qualified": found.is_qualified,
        "is_negotiation": found.is_negotiation,
        "position": found.position,
    }


def _all(request: MemberRequest) -> dict[str, Any]:
    language = request.LANGUAGE_CODE
    rows = list(stages_for(request.actor))
    for row in rows:
        row.shown, row.percent = row.label(language), f"{_percent(row):f}"  # type: ignore[attr-defined]
    found = [
        {"code": known.code, "label": known.label(language), "stages": [row for row in rows if row.pipeline_id == known.pk]}
        for known in pipelines_for(request.actor)
    ]  # fmt: skip
    return {
        "pipelines": found,
        "reasons": [known.label(language) for known in lost_reasons_for(request.actor)],
    }


def _percent(found: Stage) -> Decimal:
    """The chance as people read it: 62.5 and not 62.50, 50 and not 5E+1."""
    whole = Decimal(found.win_chance) / BASIS_POINTS
    return whole.quantize(Decimal(1)) if whole == whole.to_integral() else whole.normalize()


def _stage(request: MemberRequest, code: str) -> Stage:
    return get_object_or_404(stages_for(request.actor).select_related("pipeline"), code=code)
