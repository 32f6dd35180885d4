"""The bell in a browser: something happens to my client, I am told once, I go there, and it is read."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from saphan.administration.actions import set_quiet_hours
from saphan.clients.actions import create_account
from saphan.pipeline.actions import assign_opportunity, create_opportunity
from tests.story import Story

pytestmark = pytest.mark.browser


def test_a_deal_that_was_given_to_me_rings_leads_there_and_is_read(house: Story, door: Any) -> None:
    client = create_account(actor=house.dao, name="Siam Tea", owner_id=house.ploy.member.pk)
    stage = house.stage("Diagnose")
    deal = create_opportunity(
        actor=house.dao, name="Ice tea", stage=stage, account=client, amount_minor=100_00
    )
    page = door("ploy@bridge.example")
    dot = page.locator(".rail #bell-dot")
    expect(dot).to_have_count(0)
    assign_opportunity(deal, actor=house.dao, owner=house.ploy.member)
    set_quiet_hours(house.ploy.member, actor=house.ploy, begin=0, end=23 * 60 + 59)
    page.reload()
    expect(dot).to_have_count(0)  # quiet hours: it waits in the list
    set_quiet_hours(house.ploy.member, actor=house.ploy, begin=None, end=None)
    page.reload()
    expect(dot).to_have_text("1 new")
    page.click(".rail [popovertarget=notices]")
    told = page.locator("#notices")
    expect(told).to_contain_text("Dao gave you a deal")
    told.get_by_role("button", name="Mark all read").click()
    expect(told).not_to_contain_text("new")
    told.get_by_role("link", name="Look at it").click()  # one notice, however often it changed hands
    page.wait_for_url(f"**/deals/{deal.code}/")
    expect(page.locator("main")).to_contain_text("Ice tea")
    expect(dot).to_have_count(0)
