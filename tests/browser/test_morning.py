"""A morning without the mouse: from signing in to looking through ten clients, by keys alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from saphan.clients.actions import create_account
from saphan.clients.models import Account, Interaction, NextStep
from saphan.listings.models import SavedView
from saphan.pipeline.actions import create_opportunity
from tests.clients.cast import person_at
from tests.story import PASSWORD, Story

pytestmark = pytest.mark.browser


def keys(page: Page, *names: str) -> None:
    for name in names:
        page.keyboard.press(name)


def test_a_morning_without_the_mouse(house: Story, live_server: Any, browser: Any) -> None:
    lanchi = create_account(actor=house.ploy, name="岚驰汽车", city="上海")
    person_at(lanchi, house.ploy, "沈若琳")
    clients = [
        create_account(actor=house.ploy, name=f"Client {n:02}", city="Bangkok", despite_duplicates=True)
        for n in range(12)
    ]
    diagnose = house.stage("Diagnose")
    diagnose.exit_questions = [{"key": "budget", "question": "Who holds the budget?"}]
    diagnose.save()
    deal = create_opportunity(
        actor=house.ploy,
        name="L5 launch",
        stage=house.stage("Qualify"),
        account=lanchi,
        amount_minor=128_000_000,
    )
    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    page = context.new_page()
    sign_in(page)
    call_shen_and_plan_what_comes_next(page)
    move_two_stages_and_take_it_back(page, deal)
    speak_chinese(page)
    change_three_clients_at_once_and_keep_the_view(page)
    look_through_ten_clients(page, clients)
    context.close()


def sign_in(page: Page) -> None:
    page.goto("/account/sign-in/")
    page.locator("input[type=email]").focus()
    page.keyboard.type("ploy@bridge.example")
    keys(page, "Tab")
    page.keyboard.type(PASSWORD)
    keys(page, "Enter")
    page.wait_for_url("**/w/bridge/**")


def call_shen_and_plan_what_comes_next(page: Page) -> None:
    keys(page, "Control+k")
    page.keyboard.type("srl")
    chosen = page.locator(".palette-row[aria-selected=true]")
    expect(chosen).to_contain_text("沈若琳")
    expect(chosen).to_contain_text("initials of shěn ruò lín")
    keys(page, "ArrowUp", "ArrowUp")
    expect(chosen).to_contain_text("Log a call with 沈若琳")
    expect(page.locator("#pane-form")).to_contain_text("Log a call with 沈若琳")
    keys(page, "Enter", "Tab")
    page.keyboard.type("Second round goes out on Tuesday")
    keys(page, "Control+Enter")
    expect(page.locator("#pane-form")).to_contain_text("Plan a next step with 沈若琳")
    expect(page.locator("#pane-form [name=what]")).to_be_focused()
    page.keyboard.type("Send the second round")
    keys(page, "Enter")
    expect(page.locator("#pane-form")).to_contain_text("Planned.")
    assert Interaction.objects.get().words == "Second round goes out on Tuesday"
    assert NextStep.objects.get().what == "Send the second round"
    with page.expect_response(lambda answer: answer.request.method == "GET"):  # the page behind as it is now
        keys(page, "Escape", "Escape")


def move_two_stages_and_take_it_back(page: Page, deal: Any) -> None:
    keys(page, "g", "p")
    page.wait_for_url("**/pipeline/")
    keys(page, "j", "Period")
    expect(page.locator(".toast")).to_contain_text("Diagnose")
    expect(page.locator("section[aria-label=Diagnose] .card")).to_be_focused()
    keys(page, "Period")
    expect(page.locator("dialog[open]")).to_contain_text("Who holds the budget?")
    expect(page.locator("section[aria-label=Diagnose] .card")).to_have_count(1)  # back where it was
    page.locator("dialog[open] input[name=answer-budget]").focus()
    page.keyboard.type("The CFO")
    keys(page, "Enter")
    expect(page.locator("section[aria-label=Propose] .card")).to_have_count(1)
    deal.refresh_from_db()
    assert deal.stage.name == "Propose"
    page.evaluate("window.stays = true")
    keys(page, "z")
    expect(page.locator("section[aria-label=Diagnose] .card")).to_be_focused()
    expect(page.locator("#toasts")).to_contain_text("Taken back.")
    assert page.evaluate("window.stays")  # the page was not loaded again
    deal.refresh_from_db()
    assert deal.stage.name == "Diagnose"


def speak_chinese(page: Page) -> None:
    page.locator(".rail button[popovertarget=looks]").focus()
    keys(page, "Enter")
    page.locator("#looks button[value=zh-hans]").focus()
    keys(page, "Enter")
    expect(page.locator(".rail")).to_contain_text("客户")
    assert page.locator("html").get_attribute("lang") == "zh-hans"


def change_three_clients_at_once_and_keep_the_view(page: Page) -> None:
    page.goto("/w/bridge/clients/?columns=name,industry,city,status&text=Client")
    keys(page, "ArrowDown", "x", "Shift+ArrowDown", "Shift+ArrowDown")
    expect(page.locator("[data-selection]")).to_contain_text("3")
    page.locator("[popovertarget=bulk-tier]").focus()
    keys(page, "Enter")
    page.locator("#bulk-tier select").select_option("a")
    page.locator("#bulk-tier button.primary").focus()
    keys(page, "Enter")
    expect(page.locator(".toast")).to_be_visible()
    assert Account.objects.filter(tier="a").count() == 3
    page.locator("[data-save-view]").focus()
    keys(page, "Enter")
    page.keyboard.type("My clients")
    keys(page, "Enter")
    expect(page.locator(".views [aria-current=page]")).to_contain_text("My clients")
    assert SavedView.objects.get().owner.name == "Ploy"


def look_through_ten_clients(page: Page, clients: list[Account]) -> None:
    keys(page, "ArrowDown")
    expect(page.locator("td:focus")).to_have_attribute("data-cell", "name")
    keys(page, "Space")
    panel = page.locator("dialog[data-panel]")
    for number in range(10):
        expect(panel).to_contain_text(f"Client {number:02}")
        assert f"peek={clients[number].code}" in page.url
        keys(page, "]")
    keys(page, "[")
    expect(panel).to_contain_text("Client 09")
    page.reload()  # the address alone opens it again
    expect(page.locator("dialog[data-panel]")).to_contain_text("Client 09")
    keys(page, "Escape")
    expect(page.locator("dialog[data-panel]")).not_to_be_visible()
    page.wait_for_function("!location.search.includes('peek=')")
