"""What the stages of a deal's pipeline ask of it, for the place where its card is about to be dropped."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saphan.pipeline.models import Opportunity, Stage
from saphan.pipeline.queries import opportunities_for, stages_for
from saphan.pipeline.rules import missing_to_enter, unanswered
from saphan.web.history.attributes import LABELS
from saphan.web.pipeline.deal import question_in
from saphan.web.request import MemberRequest


@require_safe
def checks(request: MemberRequest, code: str) -> HttpResponse:
    """What each stage would ask of a deal, for the place where its card is about to be dropped."""
    rows = opportunities_for(request.actor).select_related("stage", "pipeline")
    deal = get_object_or_404(rows, code=code)
    stages = stages_for(request.actor, deal.pipeline)
    language = request.LANGUAGE_CODE
    return JsonResponse(
        {stage.code: _asked(deal, stage, language) for stage in stages if stage != deal.stage}
    )


def _asked(deal: Opportunity, stage: Stage, language: str) -> dict[str, str]:
    """One stage's exit checks in words: how many are met, and which are not."""
    label = stage.label(language)
    if stage.position <= deal.stage.position:
        return {"title": _("Back to %(stage)s") % {"stage": label}, "missing": ""}
    questions, fields = unanswered(deal, deal.stage), missing_to_enter(deal, stage)
    of = len(deal.stage.exit_questions) + len(stage.required)
    missing = [question_in(language, each)[1] for each in questions]
    missing += [str(LABELS.get(name, name)) for name in fields]
    if not of:
        return {"title": _("%(stage)s: nothing is asked") % {"stage": label}, "missing": ""}
    words = {"stage": label, "met": of - len(missing), "of": of}
    title = _("%(stage)s: %(met)s of %(of)s checks met") % words
    return {
        "title": title,
        "missing": _("Missing: %(what)s") % {"what": "; ".join(missing)} if missing else "",
    }
