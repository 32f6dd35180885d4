"""Changes of a pipeline: the example worked out by hand, and that nothing is ever left over."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pytest

from saphan.core.changes import Fate, Label, Moves, Standing, endpoint_moves, path_moves, won_elsewhere
from saphan.core.history import Event, replay

NOBODY = (0, True, 0, Fate.UNBORN)
One = tuple[int, bool, int, int]


def standing(*deals: One) -> Standing:
    values, inside, places, fates = zip(*deals, strict=True)
    return Standing(
        np.array(values, dtype=np.int64), np.array(inside, dtype=bool), np.array(places, dtype=np.int64),
        np.array(fates, dtype=np.int64),
    )  # fmt: skip


def sums(moves: list[Moves]) -> dict[Label, int]:
    found: dict[Label, int] = defaultdict(int)
    for move in moves:
        found[move.label] += move.delta
    return dict(found)


def deal(value: int, place: int = 0, fate: Fate = Fate.OPEN, *, inside: bool = True) -> One:
    return (value, inside, place, fate)


# Open 270: D1 100, D2 50, D3 80, D4 40. D6 30 is expected later, D8 20 was lost before.
STORY: dict[str, list[One]] = {
    "D1": [deal(100), deal(120), deal(120, fate=Fate.WON)],
    "D2": [deal(50), deal(50, place=1)],
    "D3": [deal(80), deal(70)],
    "D4": [deal(40), deal(40, fate=Fate.LOST)],
    "D5": [NOBODY, deal(60)],
    "D6": [deal(30, place=1), deal(30)],
    "D7": [NOBODY, deal(25), deal(25, fate=Fate.WON)],
    "D8": [deal(20, fate=Fate.LOST), deal(20)],
}


def test_the_example_along_its_path() -> None:
    steps = [pair for one in STORY.values() for pair in pairwise(one)]
    before, after = (standing(*side) for side in zip(*steps, strict=True))
    moves = sums(path_moves(before, after))
    assert moves == {
        Label.INCREASED: 20, Label.DECREASED: -10, Label.SLIPPED: -50, Label.LOST: -40, Label.CREATED: 85,
        Label.PULLED_IN: 30, Label.REOPENED: 20, Label.WON: -145,
    }  # fmt: skip
    assert 270 + sum(moves.values()) == 180


def test_the_example_from_both_ends() -> None:
    before = standing(*(one[0] for one in STORY.values()))
    after = standing(*(one[-1] for one in STORY.values()))
    moves = sums(endpoint_moves(before, after))
    assert moves == {
        Label.DECREASED: -10, Label.SLIPPED: -50, Label.LOST: -40, Label.CREATED: 60, Label.PULLED_IN: 30,
        Label.REOPENED: 20, Label.WON: -100,
    }  # fmt: skip
    assert (int(before.worth.sum()), int(after.worth.sum())) == (270, 180)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (deal(5), deal(5, inside=False), {Label.TRANSFERRED_OUT: -5}),
        (deal(5, inside=False), deal(7), {Label.TRANSFERRED_IN: 7}),
        (deal(5, place=-1), deal(5), {Label.ROLLED_FORWARD: 5}),
        (deal(5), deal(5, place=-1), {Label.MOVED_BEFORE: -5}),
        (deal(5), deal(5, fate=Fate.GONE), {Label.DELETED: -5}),
        (deal(5), deal(9, place=1, inside=False), {Label.INCREASED: 4, Label.TRANSFERRED_OUT: -9}),
        (deal(5, place=1), deal(9, place=-1), {}),
        (deal(5, fate=Fate.WON), deal(5, fate=Fate.LOST), {}),
    ],
)
def test_each_way_in_and_out_has_its_name(before: One, after: One, expected: dict[Label, int]) -> None:
    assert sums(path_moves(standing(before), standing(after))) == expected


def test_a_win_outside_the_window_is_told_apart_and_wins_add_up() -> None:
    steps = [
        (deal(10), deal(12, fate=Fate.WON)),
        (deal(30, place=1), deal(30, place=1, fate=Fate.WON)),
        (NOBODY, deal(7, fate=Fate.WON)),
        (deal(90, inside=False), deal(90, inside=False, fate=Fate.WON)),
    ]
    before, after = (standing(*side) for side in zip(*steps, strict=True))
    assert sums(path_moves(before, after)) == {Label.INCREASED: 2, Label.WON: -12}
    assert [(moves.rows.tolist(), moves.deltas.tolist()) for moves in won_elsewhere(before, after)] == [
        ([1, 2], [30, 7])
    ]


class Portfolio(NamedTuple):
    events: dict[int, list[Event]]
    window: tuple[int, int]
    holders: set[int]


def portfolio(dice: random.Random) -> Portfolio:
    """Deals with changes of several fields at once, entered late or ahead, seen through a window and a filter."""
    events: dict[int, list[Event]] = {}
    seq = 0
    for number in range(dice.randrange(1, 6)):
        mine: list[Event] = []
        born = dice.randrange(0, 60)
        for place in range(dice.randrange(1, 9)):
            recorded = born + dice.randrange(0, 40) * bool(place)
            effective = max(
                0, recorded + dice.choice((0, 0, 0, -dice.randrange(0, 30), dice.randrange(0, 30)))
            )
            fields: dict[str, Any] = {
                "amount": dice.choice((None, dice.randrange(0, 1_000))), "owner": dice.randrange(1, 4),
                "expected": dice.choice((None, dice.randrange(0, 120))),
                "status": dice.choice(("open", "open", "won", "lost", "gone")),
            }  # fmt: skip
            if not place:
                effective, fields["status"] = recorded, dice.choice(("open", "open", "won"))
            names = list(fields) if not place else dice.sample(list(fields), dice.randrange(1, 4))
            for name in names:
                seq += 1
                mine.append(Event(number, seq, effective, recorded, name, fields[name]))
        events[number] = mine
    start = dice.randrange(0, 100)
    return Portfolio(
        events, (start, start + dice.randrange(1, 60)), set(dice.sample((1, 2, 3), dice.randrange(1, 4)))
    )


def seen(state: dict[str, object], book: Portfolio) -> One:
    """A replayed state as the filter and the window see it."""
    if "status" not in state:
        return NOBODY
    fate = {"open": Fate.OPEN, "won": Fate.WON, "lost": Fate.LOST, "gone": Fate.GONE}[str(state["status"])]
    expected = state.get("expected")
    assert expected is None or isinstance(expected, int)
    place = 1 if expected is None or expected >= book.window[1] else -1 if expected < book.window[0] else 0
    amount = state.get("amount")
    return (amount if isinstance(amount, int) else 0, state.get("owner") in book.holders, place, fate)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("stood", [True, False])
def test_thousands_of_portfolios_leave_nothing_over(seed: int, stood: bool) -> None:
    """As it stood, steps go by the moment both true and known; as we now know, by the moment it was true."""
    dice, differing = random.Random(seed), 0
    for _ in range(1_000):
        book, t0 = portfolio(dice), dice.randrange(0, 60)
        t1, now = t0 + dice.randrange(1, 60), 10_000
        steps: list[tuple[One, One]] = []
        ends: list[tuple[One, One]] = []
        for events in book.events.values():
            instants = {max(e.effective_at, e.recorded_at) if stood else e.effective_at for e in events}
            times = [t0, *sorted(t for t in instants if t0 < t <= t1), t1]
            states = [seen(replay(events, t, t if stood else now), book) for t in times]
            steps += pairwise(states)
            ends.append((states[0], states[-1]))
        opening, closing = (standing(*side) for side in zip(*ends, strict=True))
        before, after = (standing(*side) for side in zip(*steps, strict=True))
        path, end = path_moves(before, after), endpoint_moves(opening, closing)
        total = int(closing.worth.sum()) - int(opening.worth.sum())
        assert total == sum(move.delta for move in path) == sum(move.delta for move in end)
        differing += sums(path) != sums(end)
    assert differing > 100  # the two modes tell different stories, so the mode is part of the answer
