"""The forecast's pages: strip, tab and deal, with the evidence or without a model."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from saphan.core.forecast.report import Calibration
from saphan.measures.facts import forget_all
from saphan.pipeline.actions import set_target_of
from saphan.web.pipeline.charts import Label, apart, dots_of, nice
from saphan.workspace.actor import Actor
from tests.measures.deals import opened
from tests.measures.test_forecast import TODAY, closed_deals
from tests.story import Story, on

pytestmark = pytest.mark.django_db
PAGES = "/w/bridge/pipeline/forecast/"


@pytest.fixture(autouse=True)
def fresh_facts() -> None:
    forget_all()


def read(actor: Actor, path: str, language: str = "en") -> str:
    actor.member.user.language = language
    actor.member.user.save()
    client = Client()
    client.force_login(actor.member.user)
    with on(TODAY):
        answer = client.get(path)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_without_a_history_the_page_says_what_stands_in(story: Story) -> None:
    opened(
        story,
        "2026-06-01",
        1_000,
        expected_close_on=date(2026, 6, 30),
        category="commit",
        name="Night market",
    )
    page = read(story.ploy, PAGES)
    assert "No deal is closed yet." in page
    assert "weighted by stage" in page
    assert "Night market" in page
    assert "fan-outer" not in page
    assert "Target" not in page  # nobody has set one


def test_with_a_history_there_are_bands_dots_ranges_and_their_tables(story: Story) -> None:
    closed_deals(story, 60)
    opened(story, "2026-06-10", 500, expected_close_on=date(2026, 6, 25), name="Night market")
    page = read(story.ploy, PAGES)
    assert page.count('class="fan-outer" points=') == 1
    assert page.count("Show as table") == 3
    assert "Uncalibrated" in page
    assert 'style="' not in page  # every length is an attribute
    assert "Night market" in read(story.ploy, PAGES + "strip/")
    for language, words in (("zh-hans", "业绩预测"), ("th", "การพยากรณ์ยอดขาย")):
        assert words in read(story.ploy, PAGES, language)


def test_what_changed_stands_above_the_same_charts(story: Story) -> None:
    closed_deals(story, 60)
    opened(story, "2026-06-10", 500, expected_close_on=date(2026, 6, 25), name="Night market")
    page = read(story.ploy, "/w/bridge/pipeline/changes/?owner=M-1")
    assert f'hx-get="{PAGES}?owner=M-1"' in page
    assert f'hx-get="{PAGES}' not in read(
        story.ploy, "/w/bridge/pipeline/changes/?territory=R-1"
    )  # it knows none
    client = Client(headers={"HX-Request": "true"})
    client.force_login(story.ploy.member.user)
    with on(TODAY):
        charts = client.get(PAGES).content.decode()
    assert ("fan-outer" in charts, "<html" in charts, "forecast-strip" in charts) == (True, False, False)


def test_a_target_that_was_set_stands_across_the_strip(story: Story) -> None:
    opened(story, "2026-06-01", 1_000, expected_close_on=date(2026, 6, 30))
    with on(TODAY):
        set_target_of(
            actor=story.dao, metric="revenue_total", starts_on=date(2026, 4, 1), ends_on=date(2026, 6, 30),
            amount=2_000_00, currency="THB",
        )  # fmt: skip
    strip = read(story.dao, PAGES + "strip/")
    assert "strip-target" in strip
    assert "<span>Target <b>" in strip
    assert "Reaching target" not in strip  # no chance without four scored periods


def test_a_deal_shows_its_own_chance_and_its_evidence(story: Story) -> None:
    closed_deals(story, 33)
    deal = opened(story, "2026-06-10", 500, expected_close_on=date(2026, 6, 25))
    part = read(story.ploy, f"/w/bridge/deals/{deal.code}/forecast/")
    assert "Chance to be won by 30 Jun" in part
    assert "80% range" in part
    assert f"/deals/{deal.code}/forecast/" in read(story.ploy, f"/w/bridge/deals/{deal.code}/")


def test_the_board_fetches_its_strip_after_the_cards(story: Story) -> None:
    opened(story, "2026-06-10", 500)
    assert "pipeline/forecast/strip/?pipeline=" in read(story.ploy, "/w/bridge/pipeline/")
    strip = PAGES + "strip/"
    assert "Forecast to 30 Jun" in read(story.ploy, f"{strip}?pipeline={story.pipeline.code}")
    for other in (
        "text=tea",
        "owner=M-999",
        "category=commit",
    ):  # it would speak of other deals than the cards
        assert "forecast-strip" not in read(story.ploy, f"{strip}?{other}")


def test_chances_come_after_the_cards_to_those_that_are_shown(story: Story) -> None:
    closed_deals(story, 33)
    deal, other = (opened(story, "2026-06-10", 500, name=name) for name in ("Night market", "Tea fair"))
    place, strip = f'id="chance-{deal.code}"', f"{PAGES}strip/?pipeline={story.pipeline.code}"
    assert f"{place}><svg" in read(story.ploy, "/w/bridge/pipeline/")  # an empty bar, which keeps the room
    assert place not in read(story.ploy, "/w/bridge/pipeline/?fields=amount,step")

    told = read(story.ploy, strip)
    own = read(story.ploy, f"/w/bridge/deals/{deal.code}/forecast/")
    chance = own.partition('<b class="figure">')[2].partition("</b>")[0]
    assert chance.endswith("%")
    assert f"<b>{chance}</b>" in told.partition(place)[2].partition("</p>")[0]  # the same as on its page
    assert f'id="chance-{other.code}"' in told

    narrowed = read(story.ploy, f"{strip}&text=night")
    assert (place in narrowed, f'id="chance-{other.code}"' in narrowed) == (True, False)
    further = read(story.ploy, f"{strip}&cards={other.code}")
    assert (place in further, "forecast-strip" in further) == (False, False)
    assert place not in read(story.wei, strip)  # of others' deals nothing is told


def test_drawings_by_hand() -> None:
    told = Calibration([(0.1, 0.0, 25), (0.5, 0.75, 100)], [], 125, 0.1, None)
    assert [(dot.x, dot.y, dot.r, dot.chance) for dot in dots_of(told)] == [
        (20.0, 200.0, 6.0, "10%"), (100.0, 50.0, 9.0, "50%"),
    ]  # fmt: skip
    assert nice(219_274_435) == 240_000_000
    moved = apart([Label(0, 100, "P10"), Label(0, 90, "P50"), Label(0, 20, "P90")])
    assert [(label.words, label.y) for label in moved] == [("P90", 20), ("P50", 90), ("P10", 105)]
