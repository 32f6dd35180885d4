"""What rows in columns add up to is what a statement says, whatever is asked and however the facts came."""

from __future__ import annotations

from typing import Any

import pytest

from saphan.measures import compute, summary
from saphan.measures.facts import facts_of, forget_all
from saphan.measures.facts.making import rebuild
from saphan.measures.registry import METRICS
from saphan.measures.standing import converted, sum_by
from tests.measures.busy import busy
from tests.measures.deals import asked, lost, opened, qualified, reopened, won
from tests.story import Story, micros

pytestmark = pytest.mark.usefixtures("no_bases")

WAYS: tuple[dict[str, Any], ...] = (
    {"by": "owner"},
    {"by": "territory", "as_of": micros(2026, 2, 15)},
    {"by": "month", "as_of": micros(2026, 3, 20)},
)
CHOICES = {
    "win_rate": {"basis": "value", "reached": "negotiation"}, "cycle_days": {"reopened": "minus_closed"},
    "closure_rate": {"window_days": 20}, "ql_conversion": {"window_days": 5}, "csat": {"answers": "latest"},
    "retention_nrr": {"grain": "product"}, "retention_logo": {"course": "continuous"}, "cac": {"timing": "lagged"},
}  # fmt: skip


def answers(story: Story) -> dict[tuple[str, int, bool], Any]:
    """Every metric, asked in every way, as it is preset and with other choices."""
    compute._answers.clear()
    return {
        (key, number, bool(params)): asked(story, key, "2026-Q1", params=params, **way).as_json()
        for key in METRICS
        for params in ({}, *([CHOICES[key]] if key in CHOICES else []))
        for number, way in enumerate(WAYS)
    }


def test_columns_and_statements_say_the_same(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    busy(story)
    rebuild(story.workspace)
    forget_all()
    answers(story)  # what is kept now has to follow what comes
    deal = won(story, opened(story, "2026-01-08", 70), "2026-02-03")
    reopened(story, deal, "2026-02-20")
    won(story, deal, "2026-03-12")
    again = lost(story, opened(story, "2026-01-09", 30), "2026-02-10")
    reopened(story, again, "2026-02-12")
    qualified(story, "2026-03-02")
    in_columns = answers(story)
    assert facts_of(story.workspace).has_base
    monkeypatch.setattr(summary, "_rows_in_columns", lambda *_asked: None)
    stated = answers(story)
    assert [key for key, answer in in_columns.items() if answer != stated[key]] == []


def test_money_in_columns_is_exact_beyond_what_floating_numbers_hold() -> None:
    import numpy as np

    great = np.array([2**60 + 1, -(2**60), 2**53 + 1, 5], dtype=np.int64)
    assert sum_by(np.array([0, 0, 1, 1]), great, 2).tolist() == [1, 2**53 + 6]
    # 0.5, 1.5 and 2.5 go to the even one; so do they below nought.
    assert converted(np.array([1, 3, 5, -1, -3, -5]), 1, 2).tolist() == [0, 2, 2, 0, -2, -2]
    assert converted(np.array([2**60 + 1, -7]), 3, 2).tolist() == [3 * 2**59 + 2, -10]
