"""A state machine is a table of moves that can be read aloud, and one checker."""

from __future__ import annotations

from collections.abc import Mapping, Set
from enum import StrEnum
from typing import TypeVar

from saphan.core.errors import RuleBroken

S = TypeVar("S", bound=str)
Moves = Mapping[S, Set[S]]


class Status(StrEnum):
    """How an opportunity stands."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    NO_DECISION = "no_decision"


CLOSED = frozenset({Status.WON, Status.LOST, Status.NO_DECISION})

STATUS_MOVES: Moves[Status] = {
    Status.OPEN: {Status.WON, Status.LOST, Status.NO_DECISION},
    Status.WON: {Status.OPEN},
    Status.LOST: {Status.OPEN},
    Status.NO_DECISION: {Status.OPEN},
}
# A loss teaches only with its reason; a taken-back win posts the negative to the ledger.
NEEDS_REASON = frozenset({(Status.OPEN, Status.LOST), (Status.WON, Status.OPEN)})


def check_move(current: S, target: S, moves: Moves[S]) -> None:
    """Allow only a move that the table names. Raises RuleBroken("stage.move_not_allowed")."""
    if target not in moves.get(current, frozenset()):
        raise RuleBroken("stage.move_not_allowed", field="stage", current=str(current), target=str(target))


def check_status_move(current: Status, target: Status, reason: str = "") -> None:
    """Allow a move of an opportunity's status, with its reason where one is due.

    Raises RuleBroken("stage.move_not_allowed") and RuleBroken("stage.reason_missing").
    """
    check_move(current, target, STATUS_MOVES)
    if (current, target) in NEEDS_REASON and not reason.strip():
        raise RuleBroken("stage.reason_missing", field="reason", current=str(current), target=str(target))
