"""The component sheet looks as it did when somebody last looked at it: three languages, light and dark.

After a change that is meant: `RENEW_PICTURES=1 bin/test tests/browser/test_pictures.py`, and look at the new ones.
"""

from __future__ import annotations

import io
import os
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page

from tests.browser.comparing import Picture, differences
from tests.story import Story

pytestmark = pytest.mark.browser
BASELINES = Path(__file__).parent / "pictures"
RESULTS = Path(__file__).parents[2] / "test-results/pictures"
RENEW = os.environ.get("RENEW_PICTURES") == "1"
BOXES = """() => {
  const sheet = document.querySelector('[data-design]').getBoundingClientRect();
  return Object.fromEntries([...document.querySelectorAll('[data-part]')].map(part => {
    const {left, top, width, height} = part.getBoundingClientRect();
    return [part.dataset.part, [left - sheet.left, top - sheet.top, width, height].map(Math.round)];
  }));
}"""


@pytest.fixture
def sheet(house: Story, door: Any) -> Page:
    page: Page = door(
        "olan@bridge.example", viewport={"width": 1440, "height": 3000}, reduced_motion="reduce"
    )
    show(page, "en", "light")
    return page


def show(page: Page, language: str, theme: str) -> None:
    page.goto(f"/w/bridge/design/?language={language}&theme={theme}")
    page.wait_for_load_state("networkidle")
    page.wait_for_function("document.fonts.status === 'loaded' && document.fonts.size > 100")


def take(page: Page) -> Picture:
    shot = page.locator("[data-design]").screenshot(animations="disabled", caret="hide")
    browser = page.context.browser
    version = browser.version.split(".")[0] if browser else ""
    return Picture(Image.open(io.BytesIO(shot)).convert("RGB"), page.evaluate(BOXES), version)


def test_the_sheet_looks_as_before(sheet: Page) -> None:
    said, same_browser = [], True
    for language, theme in product(("en", "zh-hans", "th"), ("light", "dark")):
        show(sheet, language, theme)
        name, new = f"{language}-{theme}.png", take(sheet)
        if RENEW:
            new.save(BASELINES / name)
        old = Picture.load(BASELINES / name)
        if found := differences(new, old):
            mark(new, {line.split(":")[0] for line in found}).save(keep(name))
            said += [f"{name} (these parts are framed in {RESULTS / name}):", *found]
            same_browser &= new.browser == old.browser
    if said and not same_browser:
        pytest.skip("\n".join(["Another Chromium made the baselines, and draws otherwise:", *said]))
    assert not said, "\n".join([*said, str(__doc__)])


def keep(name: str) -> Path:
    RESULTS.mkdir(parents=True, exist_ok=True)
    return RESULTS / name


def mark(picture: Picture, names: set[str]) -> Image.Image:
    """The picture with a frame around the parts that differ."""
    image = picture.image.copy()
    draw = ImageDraw.Draw(image)
    for name in names & picture.parts.keys():
        left, top, width, height = picture.parts[name]
        draw.rectangle(
            (left - 4, top - 4, left + width + 4, top + height + 4), outline=(255, 0, 160), width=2
        )
    return image


def test_every_letter_of_the_sheet_comes_from_a_face_of_ours(sheet: Page) -> None:
    devtools = sheet.context.new_cdp_session(sheet)
    for domain in ("DOM", "CSS"):
        devtools.send(f"{domain}.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    everything = devtools.send("DOM.querySelectorAll", {"nodeId": root, "selector": "[data-design] *"})
    foreign = {
        font["familyName"]
        for node in everything["nodeIds"]
        for font in devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        if not font["isCustomFont"]
    }
    assert foreign == set()


def test_a_changed_colour_a_taller_part_and_a_lost_one_are_told() -> None:
    old = Picture(
        Image.new("RGB", (200, 100), "white"), {"a": (0, 0, 100, 100), "b": (100, 0, 100, 100)}, "1"
    )
    image = old.image.copy()
    ImageDraw.Draw(image).rectangle((0, 0, 15, 7), fill="black")  # two of the 144 blocks of part a
    assert differences(Picture(image, old.parts, "1"), old) == ["a: 1.4% of it looks different, 0.4% may"]
    taller = Picture(old.image, {"a": (0, 0, 100, 96)}, "1")
    assert differences(taller, old) == ["b: is gone", "a: was 100 × 100, is 100 × 96"]
    assert differences(old, old) == []
