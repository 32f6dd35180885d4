"""At a phone and without a network: writing things down, and sending them exactly once."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from saphan.clients.actions import add_next_step
from saphan.clients.models import Account, Interaction, NextStep
from tests.clients.cast import person_at, siam_tea
from tests.story import Story

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def tea(house: Story) -> Account:
    tea = siam_tea(house.ploy)
    person_at(tea, house.ploy, "Somchai Jaidee")
    return tea


def write_down(page: Page, words: str, step: str = "") -> None:
    """Open the sheet from the bar, fill it and save."""
    page.click(".bar-add")
    page.click("#add-sheet button[data-focus=words]")
    page.fill("#capture textarea[name=words]", words)
    if step:
        page.fill("#capture input[name=next_what]", step)
        page.click("#capture [data-day=tomorrow]")
    page.click("#capture footer button")


def test_a_call_is_logged_on_a_phone_with_what_comes_next(house: Story, tea: Account, door: Any) -> None:
    page = door("ploy@bridge.example", **PHONE)
    page.goto(f"/w/bridge/clients/{tea.code}/")
    write_down(page, "ขอเลื่อนทดสอบ", "Send the plan")
    expect(page.locator(".toast")).to_contain_text("Written down.")
    expect(page.locator("#timeline")).to_contain_text("ขอเลื่อนทดสอบ")
    talk, step = Interaction.objects.get(), NextStep.objects.get()
    assert (talk.account_id, talk.channel, talk.words) == (tea.pk, "call", "ขอเลื่อนทดสอบ")
    assert (step.what, step.due_on is not None) == ("Send the plan", True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_was_written_down_offline_is_sent_exactly_once(house: Story, tea: Account, door: Any) -> None:
    page = door("ploy@bridge.example", **PHONE)
    page.goto(f"/w/bridge/clients/{tea.code}/")
    page.context.set_offline(True)
    write_down(page, "In the lift", "Call back")
    write_down(page, "In the car park")
    expect(page.locator("#waiting [data-number]")).to_have_text("Waiting here: 2")
    expect(page.locator("#waiting [data-title]")).to_contain_text("Offline since")
    assert Interaction.objects.count() == 0
    page.context.set_offline(False)
    expect(page.locator("#waiting")).to_be_hidden()
    page.reload()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_load_state("networkidle")
    assert sorted(Interaction.objects.values_list("words", flat=True)) == ["In the car park", "In the lift"]
    assert list(NextStep.objects.values_list("what", flat=True)) == ["Call back"]


def test_an_answer_that_got_lost_does_not_make_a_second_call(house: Story, tea: Account, door: Any) -> None:
    page = door("ploy@bridge.example", **PHONE)
    page.goto(f"/w/bridge/clients/{tea.code}/")
    heard: list[str] = []

    def lose_the_first(route: Any) -> None:
        heard.append(route.request.post_data)
        route.fetch()  # the server hears it and does it
        route.abort() if len(heard) == 1 else route.continue_()

    page.route("**/capture/", lose_the_first)
    write_down(page, "Heard, but not answered")
    expect(page.locator(".toast")).to_contain_text("Saved on this device")
    expect(page.locator("#waiting [data-number]")).to_have_text("Waiting here: 1")
    assert Interaction.objects.count() == 1
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#waiting")).to_be_hidden()
    assert Interaction.objects.count() == 1
    assert len(heard) == 2


def test_a_page_seen_before_opens_without_a_network_and_goes_with_whoever_signs_out(
    house: Story, tea: Account, door: Any
) -> None:
    page = door("ploy@bridge.example", **PHONE)
    page.goto(f"/w/bridge/clients/{tea.code}/")
    page.wait_for_function("caches.open('saphan-pages').then(c => c.keys()).then(k => k.length > 1)")
    page.reload()
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("h2").first).to_contain_text("Siam Tea")
    page.goto("/w/bridge/pipeline/?nobody=saw-this")
    expect(page.locator("main")).to_contain_text("not kept on this device")
    expect(page.locator("[data-kept-pages]")).to_contain_text("Siam Tea")
    page.context.set_offline(False)
    page.goto("/account/sign-out/")
    page.click("main button.button")
    page.wait_for_url("**/account/sign-in/**")
    page.wait_for_function("caches.has('saphan-pages').then(there => !there)")


def test_what_one_person_wrote_down_is_neither_shown_to_nor_sent_by_another(
    house: Story, tea: Account, door: Any
) -> None:
    page = door("ploy@bridge.example", **PHONE)
    page.goto(f"/w/bridge/clients/{tea.code}/")
    page.context.set_offline(True)
    write_down(page, "Only mine")
    expect(page.locator("#waiting [data-number]")).to_have_text("Waiting here: 1")
    left = page.evaluate("localStorage.getItem('saphan-queue')")
    other = door("dao@bridge.example", **PHONE)
    other.evaluate("queue => localStorage.setItem('saphan-queue', queue)", left)
    other.goto(f"/w/bridge/clients/{tea.code}/")
    other.wait_for_load_state("networkidle")
    expect(other.locator("#waiting")).to_be_hidden()
    assert Interaction.objects.count() == 0


def test_a_step_swiped_to_the_right_asks_what_came_of_it(house: Story, tea: Account, door: Any) -> None:
    add_next_step(tea, actor=house.ploy, what="Send the plan")
    page = door("ploy@bridge.example", **PHONE)
    page.goto(f"/w/bridge/clients/{tea.code}/", wait_until="networkidle")
    page.locator("[data-swipe]").evaluate(
        """row => {
            const at = x => [new Touch({identifier: 1, target: row, clientX: x, clientY: 300})];
            const tell = (kind, x) => row.dispatchEvent(new TouchEvent(kind, {
                bubbles: true, touches: kind === "touchend" ? [] : at(x), changedTouches: at(x),
            }));
            tell("touchstart", 60); tell("touchmove", 100); tell("touchmove", 180); tell("touchend", 180);
        }"""
    )
    expect(page.locator("dialog[open]")).to_contain_text("What came of it")
