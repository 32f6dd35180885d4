"""Cards are moved by mouse and by finger, and say in the air what the stage would ask."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from saphan.pipeline.actions import create_opportunity
from saphan.pipeline.models import Opportunity
from tests.story import Story

pytestmark = pytest.mark.browser
HELD = 300  # milliseconds until a finger that rests picks the card up


@pytest.fixture
def deal(house: Story) -> Opportunity:
    stage = house.stage("Diagnose")
    stage.exit_questions = [{"key": "budget", "question": "Who holds the budget?"}]
    stage.save()
    return create_opportunity(actor=house.ploy, name="Tea", stage=stage, amount_minor=100_00)


def middle(found: Locator) -> tuple[float, float]:
    box = found.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 120)


def column(page: Page, stage: str) -> Locator:
    return page.locator(f"section[aria-label='{stage}']")


def at_board(page: Page) -> None:
    page.goto("/w/bridge/pipeline/")
    page.locator("[data-cards=ready]").first.wait_for()


def test_the_mouse_drops_a_card_where_its_checks_are_missing_and_is_asked(
    house: Story, deal: Opportunity, door: Any
) -> None:
    page = door("ploy@bridge.example")
    at_board(page)
    page.mouse.move(*middle(page.locator(".card")))
    page.mouse.down()
    x, y = middle(column(page, "Propose"))
    page.mouse.move(x - 60, y, steps=4)
    page.mouse.move(x, y, steps=4)
    zone = column(page, "Propose").locator("[data-drop]")
    expect(zone).to_contain_text("Propose: 0 of 1 checks met")
    expect(zone).to_contain_text("Who holds the budget?")
    page.mouse.up()
    expect(zone).to_be_hidden()
    dialog = page.locator("dialog[open]")
    expect(dialog).to_contain_text("Who holds the budget?")
    expect(column(page, "Diagnose").locator(".card")).to_have_count(1)  # it went back to where it was
    dialog.locator("input[name=answer-budget]").fill("The CFO")
    dialog.locator("button.primary").click()
    expect(column(page, "Propose").locator(".card")).to_have_count(1)
    deal.refresh_from_db()
    assert (deal.stage.name, deal.exit_answers) == ("Propose", {"budget": "The CFO"})


def test_a_finger_that_rests_on_a_card_carries_it_back(house: Story, deal: Opportunity, door: Any) -> None:
    page = door("ploy@bridge.example", viewport={"width": 1180, "height": 820}, has_touch=True)
    at_board(page)
    wire = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        told = [{"x": x, "y": y} for x, y in points]
        wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    start, end = middle(page.locator(".card")), middle(column(page, "Qualify"))
    touch("touchStart", start)
    page.wait_for_timeout(HELD)
    for part in (0.3, 0.6, 0.9, 1):
        touch("touchMove", (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part))
        page.wait_for_timeout(40)
    expect(column(page, "Qualify").locator("[data-drop]")).to_contain_text("Back to Qualify")
    touch("touchEnd")
    expect(page.locator(".toast")).to_contain_text("Qualify")
    deal.refresh_from_db()
    assert deal.stage.name == "Qualify"
