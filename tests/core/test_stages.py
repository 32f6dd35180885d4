from __future__ import annotations

from itertools import product

import pytest

from saphan.core.errors import RuleBroken
from saphan.core.stages import CLOSED, STATUS_MOVES, Status, check_move, check_status_move

ALLOWED = [(current, target) for current, targets in STATUS_MOVES.items() for target in targets]
FORBIDDEN = [pair for pair in product(Status, Status) if pair not in ALLOWED]


@pytest.mark.parametrize(("current", "target"), ALLOWED)
def test_a_move_of_the_table_is_allowed(current, target):
    assert check_status_move(current, target, "the client called back") is None


@pytest.mark.parametrize(("current", "target"), FORBIDDEN)
def test_any_other_move_is_refused(current, target):
    with pytest.raises(RuleBroken) as refusal:
        check_status_move(current, target, "because")
    assert refusal.value.code == "stage.move_not_allowed"
    assert refusal.value.values == {"current": current.value, "target": target.value}


@pytest.mark.parametrize("move", [(Status.WON, Status.OPEN), (Status.OPEN, Status.LOST)])
def test_taking_back_a_win_and_losing_need_a_reason(move):
    with pytest.raises(RuleBroken, match=r"stage\.reason_missing"):
        check_status_move(*move, "  ")


@pytest.mark.parametrize("current", [Status.LOST, Status.NO_DECISION])
def test_lost_and_undecided_deals_reopen_freely(current):
    assert check_status_move(current, Status.OPEN) is None


def test_a_closed_deal_never_moves_to_another_closing_without_reopening():
    assert all(not STATUS_MOVES[status] & CLOSED for status in CLOSED)


def test_a_stage_that_the_table_does_not_know_has_no_moves():
    with pytest.raises(RuleBroken, match=r"stage\.move_not_allowed"):
        check_move("retired", "shape", {"qualify": {"shape"}})
