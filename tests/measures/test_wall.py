"""The performance page's figures are those of the single questions."""

from __future__ import annotations

from fractions import Fraction

from saphan.clients.actions import create_account
from saphan.measures.compute import compute
from saphan.measures.explain import explain
from saphan.measures.registry import METRICS
from saphan.measures.wall import wall
from saphan.pipeline.actions import remove_opportunity
from saphan.workspace.models import Territory
from tests.measures.deals import asked, figure, lost, opened, period, qualified, won
from tests.story import Story, on


def test_every_tile_says_what_a_question_would_say(story: Story) -> None:
    won(story, opened(story, "2025-03-01", 80), "2025-05-02")
    won(story, opened(story, "2026-03-01", 100), "2026-05-02")
    lost(story, opened(story, "2026-03-01", 40), "2026-05-03")
    qualified(story, "2026-05-04")
    with on("2026-06-16"):
        page = wall(story.olan, period("2026-Q2"))
        assert len(page.tiles) == len(METRICS)
        for tile in page.tiles:
            alone = compute(story.olan, tile.metric.key, period("2026-Q2"))
            assert (tile.now.num, tile.now.den, tile.now.reason) == (
                alone.measured.num, alone.measured.den, alone.measured.reason
            )  # fmt: skip
        revenue = page["revenue_total"]
        assert (revenue.now.value, revenue.last_year.value) == (100_00, 80_00)
        assert revenue.change.value == Fraction(25, 100)
        assert [int(month.value or 0) for _, month in revenue.trend] == [0] * 11 + [100_00, 0]
        assert str(page.base.end) == "2025-06-17"  # the quarter so far, and as many days of last year's


def test_the_wall_is_answered_again_only_when_something_happened(story: Story) -> None:
    deal = won(story, opened(story, "2026-03-01", 100), "2026-05-02")
    with on("2026-06-16"):
        before = wall(story.olan, period("2026-Q2"))
        assert wall(story.olan, period("2026-Q2")).tiles is before.tiles
        remove_opportunity(deal, actor=story.olan, reason="A test")
        assert wall(story.olan, period("2026-Q2"))["revenue_total"].now.value == 0


def test_a_territory_on_the_wall_stands_for_everything_below_it(story: Story) -> None:
    thailand = story.territories["Thailand"]
    south = Territory.objects.create(
        workspace=story.workspace, code="R-9", name="South", parent=thailand, created_at=0, path=""
    )
    south.path = f"{thailand.path}{south.pk}/"
    south.save()
    with on("2026-01-05"):
        inn = create_account(actor=story.olan, name="Andaman Inn", owner=story.ploy.member, territory=south)
    won(story, opened(story, "2026-02-01", 60, account=inn), "2026-05-02")
    with on("2026-06-16"):
        tiles = wall(story.olan, period("2026-Q2"))["revenue_total"].territories
    assert [(tile.label, tile.measured.value) for tile in tiles] == [("Thailand", 60_00)]
    assert figure(asked(story, "revenue_total", "2026-Q2", filters={"territory": thailand.pk})) == 60_00


def test_the_explanation_carries_numbers_choices_and_the_population(story: Story) -> None:
    won(story, opened(story, "2026-03-01", 100), "2026-05-02")
    lost(story, opened(story, "2026-03-01", 40), "2026-05-03")
    lost(story, opened(story, "2026-03-01", 40, stage="Qualify"), "2026-05-03")
    told = explain(asked(story, "win_rate", "2026-Q2"))
    assert told["formula"]["above"]["number"] == 1
    assert told["formula"]["below"]["number"] == 2
    assert [(step["words"], step["rows"]) for step in told["population"]] == [
        ("Closed in the period", 3), ("Never qualified", -1), ("Counted", 2),
    ]  # fmt: skip
    basis = {"key": "basis", "value": "count", "default": "count", "choices": ["count", "value"]}
    assert basis in told["parameters"]
    assert told["display"] == "50.0%"
    assert "moment" in told["sql"]
