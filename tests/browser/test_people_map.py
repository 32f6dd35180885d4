"""The map of people by keyboard and by pointer."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from saphan.clients.actions import set_stakeholder
from saphan.clients.models import Account, Stakeholder
from tests.clients.cast import person_at, siam_tea
from tests.story import Story

pytestmark = pytest.mark.browser


@pytest.fixture
def tea(house: Story) -> Account:
    tea = siam_tea(house.ploy)
    nat = person_at(tea, house.ploy, "Nat")
    set_stakeholder(tea, actor=house.ploy, person=nat, role="user", stance=0, influence=3)
    return tea


def stands() -> tuple[int, int, str]:
    stake = Stakeholder.objects.get()
    return stake.stance, stake.influence, stake.evidence


def test_somebody_is_moved_by_keys_with_evidence_and_put_back_by_undo(
    house: Story, tea: Account, door: Any
) -> None:
    page = door("ploy@bridge.example", viewport={"width": 1440, "height": 900})
    page.goto(f"/w/bridge/clients/{tea.code}/", wait_until="networkidle")
    page.locator("svg.map .node").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-move-words]")).to_have_text(
        "Nat: Neutral, influence 3 → Friendly, influence 4"
    )
    page.keyboard.press("Enter")
    page.keyboard.type("Defended our plan")
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("Nat has a new place.")
    assert stands() == (1, 4, "Defended our plan")
    page.locator(".toast button").click()
    expect(page.locator("svg.map .node")).to_have_attribute("data-stance", "0")
    assert stands() == (0, 3, "")


def test_escape_puts_somebody_back_and_nothing_is_written(house: Story, tea: Account, door: Any) -> None:
    page = door("ploy@bridge.example", viewport={"width": 1440, "height": 900})
    page.goto(f"/w/bridge/clients/{tea.code}/", wait_until="networkidle")
    node = page.locator("svg.map .node")
    home = node.get_attribute("transform")
    node.focus()
    page.keyboard.press("ArrowLeft")
    assert node.get_attribute("transform") != home
    page.keyboard.press("Escape")
    assert node.get_attribute("transform") == home
    expect(page.locator("[data-move]")).to_be_hidden()
    assert stands() == (0, 3, "")


def test_somebody_is_dragged_and_evidence_is_asked_for(house: Story, tea: Account, door: Any) -> None:
    page = door("ploy@bridge.example", viewport={"width": 1440, "height": 900})
    page.goto(f"/w/bridge/clients/{tea.code}/", wait_until="networkidle")
    box = page.locator("svg.map .node .ring").bounding_box()
    field = page.locator("svg.map .field").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(field["x"] + field["width"] * 0.9, field["y"] + field["height"] * 0.1, steps=8)
    page.mouse.up()
    expect(page.locator("[data-move] input[name=evidence]")).to_be_focused()
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.type("Signed the brief")
    page.keyboard.press("Enter")
    expect(page.locator("svg.map .node")).to_have_attribute("data-influence", "5")
    assert stands() == (2, 5, "Signed the brief")


def test_one_part_fails_alone_and_can_be_asked_again(house: Story, tea: Account, door: Any) -> None:
    page = door("ploy@bridge.example", service_workers="block")
    page.route("**/money/", lambda route: route.fulfill(status=500, body="<h1>Broken</h1>"))
    page.goto(f"/w/bridge/clients/{tea.code}/", wait_until="networkidle")
    expect(page.locator(".client-middle .source")).to_contain_text("This part did not load")
    expect(page.locator("#timeline")).to_contain_text("Entered")
    page.unroute("**/money/")
    page.click("button[data-again]")
    expect(page.locator(".client-middle")).to_contain_text("Nothing was won with this client yet.")
