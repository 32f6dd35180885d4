"""The grid by keyboard alone: editing, restoring, pasting, views, many rows, panels."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from saphan.clients.actions import create_account
from saphan.clients.models import Account
from saphan.listings.models import SavedView
from saphan.pipeline.actions import create_opportunity
from saphan.pipeline.models import Opportunity
from tests.story import Story

pytestmark = pytest.mark.browser


@pytest.fixture
def clients(house: Story) -> list[Account]:
    return [
        create_account(actor=house.ploy, name=f"Client {n:02}", city="Bangkok", despite_duplicates=True)
        for n in range(12)
    ]


def keys(page: Page, *names: str) -> None:
    for name in names:
        page.keyboard.press(name)


def at_list(page: Page, query: str = "") -> None:
    """The list of clients, standing in its first cell."""
    page.goto(f"/w/bridge/clients/?columns=name,industry,city,status{query}")
    page.keyboard.press("ArrowDown")
    expect(page.locator("td:focus")).to_have_attribute("data-cell", "name")


def paste(page: Page, text: str) -> None:
    page.evaluate(
        "text => { const data = new DataTransfer(); data.setData('text/plain', text);"
        " document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true})); }",
        text,
    )


def test_cells_are_edited_left_with_tab_restored_with_escape_and_taken_back(
    house: Story, clients: list[Account], door: Any
) -> None:
    page = door("ploy@bridge.example")
    at_list(page)
    keys(page, "ArrowRight")
    page.keyboard.type("Tea")  # typing opens the cell, Tab saves it and goes on
    keys(page, "Tab", "Enter")
    expect(page.locator("td.editing")).to_have_attribute("data-cell", "city")
    page.keyboard.type("Chiang Mai")
    keys(page, "Escape")
    expect(page.locator("td:focus")).to_have_text("Bangkok")
    expect(page.locator(".toast")).to_contain_text("Industry")
    first = Account.objects.get(pk=clients[0].pk)
    assert (first.industry, first.city) == ("Tea", "Bangkok")
    keys(page, "ArrowRight", "Enter")
    page.locator("td.editing select").select_option("client")
    keys(page, "Enter")
    expect(page.locator(".toast").last).to_contain_text("Status")
    page.evaluate("window.stays = true")
    keys(page, "Control+z")
    expect(page.locator("tr").nth(1)).to_contain_text("Prospect")
    expect(page.locator("#toasts")).to_contain_text("Taken back.")
    expect(page.locator("td:focus")).to_have_attribute("data-cell", "status")
    assert page.evaluate("window.stays")  # the page was not loaded again
    first.refresh_from_db()
    assert (first.industry, first.status) == ("Tea", "prospect")


def test_what_is_refused_stays_open_with_its_reason_and_takes_one(
    house: Story, clients: list[Account], door: Any
) -> None:
    deal = create_opportunity(
        actor=house.ploy, name="Tea", stage=house.stage("Propose"), amount_minor=100_00, currency="THB"
    )
    page = door("ploy@bridge.example")
    page.goto("/w/bridge/pipeline/table/?columns=name,amount")
    keys(page, "ArrowDown", "ArrowRight", "Enter")
    page.keyboard.type("250")
    keys(page, "Enter")
    expect(page.locator("td.invalid [role=alert]")).to_be_visible()
    page.keyboard.type("Two more films")
    keys(page, "Enter")
    expect(page.locator("td[data-cell=amount]")).to_have_text("฿250")
    deal.refresh_from_db()
    assert deal.amount_minor == 250_00


def test_a_block_is_pasted_after_a_look_at_what_fails(
    house: Story, clients: list[Account], door: Any
) -> None:
    page = door("ploy@bridge.example")
    at_list(page)
    keys(page, "ArrowRight", "ArrowRight")
    paste(page, "Trat\tClient\nPhuket\tFriend\n")
    dialog = page.locator("#paste dialog[open]")
    expect(dialog).to_contain_text("Friend")
    dialog.locator("button[name=go]").focus()
    keys(page, "Enter")
    expect(page.locator(".toast")).to_contain_text("3 cells")
    saved = Account.objects.order_by("pk").values_list("city", "status")[:2]
    assert list(saved) == [("Trat", "client"), ("Phuket", "prospect")]


def test_a_view_is_saved_shared_and_seen_by_a_colleague(
    house: Story, clients: list[Account], door: Any
) -> None:
    page = door("ploy@bridge.example")
    at_list(page, "&owner=me&sort=-name")
    page.locator("[data-save-view]").focus()
    keys(page, "Enter")
    page.keyboard.type("My clients")
    keys(page, "Enter")
    tab = page.locator(".views [aria-current=page]")
    expect(tab).to_contain_text("My clients")
    page.locator("[popovertarget=view-menu]").focus()
    keys(page, "Enter")
    page.locator("#view-menu button[value=yes]").focus()
    keys(page, "Enter")
    expect(page.locator(".toast").last).to_contain_text("Everybody")
    assert SavedView.objects.get().is_shared
    lin = door("lin@bridge.example")
    lin.goto("/w/bridge/clients/")
    expect(lin.locator(".views")).to_contain_text("My clients")


def test_many_rows_come_as_they_are_needed_and_far_ones_leave_the_page(house: Story, door: Any) -> None:
    for n in range(460):
        create_account(actor=house.ploy, name=f"Client {n:03}", despite_duplicates=True)
    page = door("ploy@bridge.example")
    page.goto("/w/bridge/clients/?dense=1")
    for _round in range(40):
        page.evaluate("document.querySelector('.body').scrollTo(0, 1e6)")
        page.wait_for_timeout(120)
        if page.locator("text=Client 459").count():
            break
    expect(page.locator("tr[data-row]").last).to_contain_text("Client 459")
    assert page.locator("tr[data-row]").count() < 400
    page.locator("text=Client 455").first.click()
    page.wait_for_url("**/clients/*/")
    page.go_back()
    row = page.locator("tr[data-row].at")
    expect(row).to_contain_text("Client 455")
    expect(row).to_be_in_viewport()
    assert page.locator("tr[data-row]").count() < 400
    page.evaluate("document.querySelector('.body').scrollTo(0, 0)")
    expect(page.locator("tr[data-row]").first).to_contain_text("Client 000")


def test_a_filter_is_added_with_its_key(house: Story, clients: list[Account], door: Any) -> None:
    create_account(actor=house.ploy, name="Far away", city="Trat")
    page = door("ploy@bridge.example")
    page.goto("/w/bridge/clients/")
    keys(page, "f")
    page.locator("#filter-menu select[name=add]").select_option("city")
    page.locator("#filter-menu fieldset:not([hidden]) input[name=value]").fill("Trat")
    keys(page, "Enter")
    expect(page.locator("tr[data-row]")).to_have_count(1)
    expect(page.locator(".filter-chips")).to_contain_text("Trat")


def test_a_card_is_looked_at_in_the_panel_and_a_talk_is_written_down(house: Story, door: Any) -> None:
    create_opportunity(actor=house.ploy, name="Tea", stage=house.stage("Propose"), amount_minor=100_00)
    page = door("ploy@bridge.example")
    page.goto("/w/bridge/pipeline/")
    page.locator(".card").first.focus()
    keys(page, "l")
    field = page.locator("dialog[data-panel] textarea")
    expect(field).to_be_focused()
    page.keyboard.type("They said yes")
    keys(page, "Tab", "Enter")
    expect(page.locator(".toast")).to_contain_text("Written down")
    assert Opportunity.objects.get().interactions.count() == 1
