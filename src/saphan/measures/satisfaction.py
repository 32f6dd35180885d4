"""The rows of satisfaction, composed from the choices."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.core.kpi.definition import Choice
from saphan.measures.statements import composed, statement

Choices = Mapping[str, Choice]
_LATEST = (
    " AND NOT a.is_gone QUALIFY row_number() OVER"
    " (PARTITION BY s.slot, s.part, a.account_id ORDER BY a.day DESC, a.seq DESC) = 1"
)


def csat(choices: Choices) -> str:
    """Answers and whether each is satisfied."""
    return _answers(choices, "CAST(a.score >= a.threshold AS INTEGER)", "")


def csat_mean(choices: Choices) -> str:
    """Answers on one scale with their points."""
    left_out = f" WHEN a.scale <> {int(choices['scale'])} THEN 'other_scale'"
    return _answers(choices, "a.score", left_out)


def invitations(_choices: Choices) -> str:
    """Invitations and whether each was answered."""
    return statement("metrics/invitations")


def _answers(choices: Choices, num: str, left_out: str) -> str:
    latest = _LATEST if choices["answers"] == "latest" else ""
    return composed("metrics/csat", num=num, left_out=left_out, latest=latest)
