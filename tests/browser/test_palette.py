"""The palette by keyboard alone: find by pinyin initials, log a call, plan what comes next."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from saphan.clients.actions import create_account
from tests.clients.cast import person_at
from tests.story import Story

pytestmark = pytest.mark.browser


@pytest.fixture
def shen(house: Story) -> Any:
    return person_at(create_account(actor=house.ploy, name="岚驰汽车"), house.ploy, "沈若琳")


def test_escape_leads_from_the_form_to_the_box_and_then_back_to_the_page(
    house: Story, shen: Any, door: Any
) -> None:
    page = door("ploy@bridge.example")
    page.locator(".rail a.area").first.focus()
    page.keyboard.press("Control+k")
    page.keyboard.type("call srl")
    expect(page.locator(".palette-row[aria-selected=true]")).to_contain_text("Log a call with 沈若琳")
    expect(page.locator("#pane-form")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#pane-form [name=channel]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#palette-text")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    expect(page.locator(".rail a.area").first).to_be_focused()


def test_half_a_syllable_asks_nothing_and_enter_belongs_to_the_input_method(
    house: Story, shen: Any, door: Any
) -> None:
    page = door("ploy@bridge.example")
    page.keyboard.press("Control+k")
    expect(page.locator(".palette-row").first).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/search/" in request.url else None)
    page.evaluate(
        """() => { const box = document.getElementById("palette-text"); box.value = "lan";
            box.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
            box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true })); }"""
    )
    page.wait_for_timeout(300)
    assert asked == []
    expect(page.locator("#palette")).to_be_visible()
    page.evaluate(
        """() => { const box = document.getElementById("palette-text"); box.value = "岚驰";
            box.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true })); }"""
    )
    expect(page.locator(".palette-row[aria-selected=true]")).to_contain_text("岚驰汽车")
    assert len(asked) == 1
