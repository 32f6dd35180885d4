"""The stages that pages show, asked once until something is written."""

from __future__ import annotations

from saphan.pipeline.models import Stage
from saphan.pipeline.queries import stages_for
from saphan.web.kept import kept
from saphan.web.request import MemberRequest


def stages_of(request: MemberRequest) -> list[Stage]:
    """The stages of all pipelines, each pipeline's in its order."""
    return kept(request, "stages", lambda: list(stages_for(request.actor)))
