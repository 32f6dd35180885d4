"""The board shows every column's sums and first cards, and pages on without losing or repeating one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saphan.pipeline import board
from saphan.pipeline.actions import create_opportunity
from saphan.pipeline.board import Deals
from saphan.pipeline.queries import open_opportunities_for, stages_for
from tests.story import Story


def open_deal(story: Story, stage: str, amount: int | None) -> None:
    create_opportunity(
        actor=story.ploy, name=f"{stage} {amount}", stage=story.stage(stage), amount_minor=amount
    )


def test_a_column_sums_its_deals_and_weighs_them_by_its_chance(story: Story) -> None:
    open_deal(story, "Propose", 300_00)
    open_deal(story, "Propose", 101_00)
    open_deal(story, "Propose", None)
    propose = board.columns(Deals(lambda: open_opportunities_for(story.ploy)), list(stages_for(story.ploy)))[
        2
    ]
    assert (propose.count, propose.total, propose.left_out) == (3, 401_00, 1)
    assert propose.weighted == 200_50  # 401.00 × 50 %
    assert [card.amount_minor for card in propose.cards] == [300_00, 101_00, None]


def test_the_number_of_queries_grows_neither_with_cards_nor_with_stages(story: Story) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            board.columns(Deals(lambda: open_opportunities_for(story.dao)), stages)
        return len(caught)

    stages = list(stages_for(story.dao))
    open_deal(story, "Qualify", 1)
    one = count()
    for stage in ("Diagnose", "Propose", "Negotiate"):
        open_deal(story, stage, 2)
    assert (one, count()) == (2, 2)


def test_paging_a_column_shows_every_deal_once(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "CARDS", 2)
    for amount in (5, 5, 3, None, None):
        open_deal(story, "Diagnose", amount)
    rows, stage = open_opportunities_for(story.ploy), story.stage("Diagnose")
    shown = sorted(rows, key=board.LARGEST.place)[:2]
    after = board.cursor_of(shown[-1])
    while after:
        cards, after = board.page_of_stage(rows, stage, after)
        shown += cards
    assert [card.amount_minor for card in shown] == [5, 5, 3, None, None]
    assert len({card.pk for card in shown}) == 5
