"""The rows of satisfaction, composed from the choices."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.core.kpi.definition import Choice
from saphan.measures.relations import Piece, Relation, dated
from saphan.measures.statements import composed, statement

Choices = Mapping[str, Choice]


def csat(choices: Choices) -> Relation:
    """Answers and whether each is satisfied."""
    return _answers(choices, "CAST(a.score >= a.threshold AS INTEGER)", "")


def csat_mean(choices: Choices) -> Relation:
    """Answers on one scale with their points."""
    left_out = f" WHEN a.scale <> {int(choices['scale'])} THEN 'other_scale'"
    return _answers(choices, "a.score", left_out)


def invitations(_choices: Choices) -> Relation:
    """Invitations and whether each was answered."""
    return Relation(statement("metrics/invitations"))


def _answers(choices: Choices, num: str, left_out: str) -> Relation:
    every = dated(Piece(composed("metrics/csat", num=num, left_out=left_out)))
    if choices["answers"] == "latest":
        return Relation(composed("metrics/csat_latest", answers=every.sql))
    return every
