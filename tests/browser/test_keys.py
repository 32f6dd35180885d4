"""The keyboard: pairs, the sheet, keys that somebody moved, and silence while somebody types or composes."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from saphan.administration.actions import set_keys
from saphan.clients.actions import create_account
from tests.story import Story

pytestmark = pytest.mark.browser


def compose(page: Page, code: str) -> None:
    """A key as it arrives while an input method composes: the letter belongs to the word that is being built."""
    page.evaluate(
        """(code) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {
            code, key: "Process", keyCode: 229, isComposing: true, bubbles: true, cancelable: true }))""",
        code,
    )


def test_pairs_lead_to_areas_and_open_what_can_be_added(house: Story, door: Any) -> None:
    page = door("ploy@bridge.example")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/pipeline/")
    page.keyboard.press("c")
    expect(page.locator("#add")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#add")).to_be_hidden()
    page.keyboard.press("c")
    page.keyboard.press("o")
    page.wait_for_url("**/clients/new/")


def test_the_sheet_opens_closes_and_gives_the_focus_back(house: Story, door: Any) -> None:
    page = door("ploy@bridge.example")
    page.locator(".rail a.area").first.focus()
    page.keyboard.press("?")
    sheet = page.locator("dialog.keys-dialog[open]")
    expect(sheet).to_contain_text("Look into a row without leaving")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('dialog.keys-dialog').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('.rail a.area')")


def test_a_moved_key_works_its_old_place_is_silent_and_typing_never_fires(house: Story, door: Any) -> None:
    client = create_account(actor=house.ploy, name="Siam Tea")
    set_keys(house.ploy.member, actor=house.ploy, moved={"L": "Y"})
    page = door("ploy@bridge.example")
    page.goto(f"/w/bridge/clients/{client.code}/")
    page.keyboard.press("l")
    page.keyboard.press("y")
    dialog = page.locator("dialog.dialog[open]")
    expect(dialog).to_contain_text("Log a talk with Siam Tea")
    expect(dialog).to_have_count(1)
    page.locator("dialog[open] textarea").first.fill("")
    page.keyboard.type("yellow cgp?")
    expect(page.locator("dialog[open] textarea").first).to_have_value("yellow cgp?")
    expect(page.locator("dialog[open]")).to_have_count(1)


def test_a_mark_that_a_key_reaches_says_its_name_until_escape(house: Story, door: Any) -> None:
    client = create_account(actor=house.ploy, name="Siam Tea")
    page = door("ploy@bridge.example")
    page.goto(f"/w/bridge/clients/{client.code}/")
    star, tip = page.get_by_role("button", name="Pin to the left"), page.locator("#tip")
    star.focus()
    expect(tip).to_have_text("Pin to the left")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(star).to_have_attribute("title", "Pin to the left")  # back for those who do not see the tip
    page.locator("[popovertarget=log-as]").press("Enter")
    expect(page.locator("#log-as a").first).to_be_focused()
    page.keyboard.press("ArrowDown")  # a call, then a meeting
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] select[name=channel]")).to_have_value("meeting")


def test_nothing_happens_while_an_input_method_composes(house: Story, door: Any) -> None:
    page = door("ploy@bridge.example")
    for code in ("KeyG", "KeyP", "KeyC", "Slash"):
        compose(page, code)
    expect(page.locator("#add")).to_be_hidden()
    assert page.url.endswith("/clients/")


def test_keys_pressed_alone_can_be_switched_off_altogether(house: Story, door: Any) -> None:
    set_keys(house.ploy.member, actor=house.ploy, single=False, moved={})
    page = door("ploy@bridge.example")
    for key in ("c", "g", "p", "?"):
        page.keyboard.press(key)
    expect(page.locator("#add")).to_be_hidden()
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert page.url.endswith("/clients/")


def test_a_thai_layout_reaches_the_same_commands(house: Story, door: Any) -> None:
    page = door("ploy@bridge.example")
    page.evaluate(
        """() => { for (const [code, key] of [["KeyG", "เ"], ["KeyP", "ย"]])
            document.body.dispatchEvent(new KeyboardEvent("keydown", { code, key, bubbles: true, cancelable: true })); }"""
    )
    page.wait_for_url("**/pipeline/")
