"""What people do at the desk, from signing in to taking it back."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from saphan.clients.actions import create_account
from saphan.pipeline.actions import create_opportunity
from saphan.pipeline.models import Opportunity
from tests.story import Story

pytestmark = pytest.mark.browser


@pytest.fixture
def deal(house: Story) -> Opportunity:
    client = create_account(actor=house.ploy, name="岚驰汽车", city="上海")
    return create_opportunity(
        actor=house.ploy,
        name="L5 launch",
        stage=house.stage("Diagnose"),
        account=client,
        amount_minor=128_000_000,
    )


def test_somebody_signs_in_finds_a_client_by_pinyin_and_opens_it(
    house: Story, deal: Opportunity, door: Any
) -> None:
    page = door("ploy@bridge.example")
    page.click("[data-palette]")
    page.keyboard.type("lanchi")
    client = page.locator(".palette-row[aria-selected=true][href*='/clients/']")
    expect(client).to_contain_text("岚驰汽车")
    page.keyboard.press("Enter")
    page.wait_for_url("**/clients/C-*/")
    expect(page.locator("main")).to_contain_text("岚驰汽车")


def test_two_people_editing_one_deal_lose_nothing(house: Story, deal: Opportunity, door: Any) -> None:
    ploy, dao = door("ploy@bridge.example"), door("dao@bridge.example")
    for page in (ploy, dao):
        page.goto(f"/w/bridge/deals/{deal.code}/")
        page.click("summary:not(.banner)")
    dao.fill("#id_need", "More test drives")
    dao.click("details form.fields button.primary")
    expect(dao.locator("#deal")).to_contain_text("More test drives")
    ploy.fill("#id_name", "L5 launch, phase 2")
    ploy.click("details form.fields button.primary")
    expect(ploy.locator("h2.serif")).to_contain_text("phase 2")
    deal.refresh_from_db()
    assert (deal.name, deal.need) == ("L5 launch, phase 2", "More test drives")


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "客户"), ("th", "ลูกค้า")])
def test_the_desk_speaks_the_language_that_was_chosen(
    house: Story, deal: Opportunity, door: Any, language: str, word: str
) -> None:
    page = door("ploy@bridge.example")
    page.click("button[popovertarget=looks]")
    page.click(f"#looks button[value={language}]")
    expect(page.locator(".rail")).to_contain_text(word)
    assert page.locator("html").get_attribute("lang") == language


def test_a_phone_shows_the_board_without_sideways_scrolling(
    house: Story, deal: Opportunity, door: Any
) -> None:
    page = door("ploy@bridge.example", viewport={"width": 390, "height": 844})
    page.goto("/w/bridge/pipeline/")
    expect(page.locator(".bar")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
