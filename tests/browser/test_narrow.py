"""At 320 pixels, which is what 400 % zoom leaves, no page scrolls sideways; its wide parts scroll inside."""

from __future__ import annotations

from typing import Any

import pytest

from saphan.clients.actions import set_stakeholder
from saphan.pipeline.actions import create_opportunity
from tests.clients.cast import person_at, siam_tea
from tests.story import Story

pytestmark = pytest.mark.browser


def test_no_page_scrolls_sideways_at_320_pixels(house: Story, door: Any) -> None:
    tea = siam_tea(house.ploy, cadence_days=14)
    person = person_at(tea, house.ploy, "ณัฐชา พูนผลอุดมทรัพย์")
    set_stakeholder(tea, actor=house.ploy, person=person, role="champion", stance=2, influence=4)
    deal = create_opportunity(
        actor=house.ploy,
        name="L5 launch",
        stage=house.stage("Diagnose"),
        account=tea,
        amount_minor=1_280_000_00,
    )
    page = door("ploy@bridge.example", viewport={"width": 320, "height": 640})
    client = f"clients/{tea.code}/"
    wide = {}
    for path in (
        "clients/", client, f"{client}?people=list", f"{client}?tab=people", f"{client}?tab=deals",
        f"{client}?tab=files", f"{client}?tab=history", f"{client}talks/new/", "capture/", "people/",
        f"people/{person.code}/", "pipeline/", f"deals/{deal.code}/", "leads/", "performance/", "settings/",
    ):  # fmt: skip
        page.goto(f"/w/bridge/{path}", wait_until="networkidle")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[path] = width
    assert wide == {}


def test_with_reduced_motion_nothing_travels(house: Story, door: Any) -> None:
    tea = siam_tea(house.ploy)
    person = person_at(tea, house.ploy)
    set_stakeholder(tea, actor=house.ploy, person=person, role="champion", stance=2, influence=4)
    page = door("ploy@bridge.example", reduced_motion="reduce")
    page.goto(f"/w/bridge/clients/{tea.code}/", wait_until="networkidle")
    duration = page.locator("svg.map .node").evaluate("node => getComputedStyle(node).transitionDuration")
    assert duration == "0s"
