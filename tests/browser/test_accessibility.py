"""Every page for everybody: rules of WCAG, three scripts, small windows, calm motion.

axe-core is injected here alone; the product ships without it.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from saphan.clients.actions import create_account
from saphan.pipeline.actions import create_lead, create_opportunity
from tests.story import PASSWORD, Story

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PAGES = [
    "clients/", "pipeline/", "pipeline/table/", "leads/", "performance/", "import/", "search/?q=tea", "design/",
    "clients/{client}/", "clients/new/", "deals/{deal}/", "leads/{lead}/",
    "settings/", "settings/security/", "settings/workspace/", "settings/form/", "settings/form/sales_team/",
    "settings/words/", "settings/welcome/", "settings/people/", "settings/people/new/", "settings/teams/",
    "settings/territories/", "settings/pipelines/", "settings/offerings/", "settings/offerings/new/", "settings/rates/",
]  # fmt: skip
SAMPLE = [
    "clients/",
    "pipeline/",
    "performance/",
    "clients/{client}/",
    "settings/form/",
    "settings/workspace/",
]
BUDGET_CRITICAL, BUDGET_ALL = 60 * 1024, 150 * 1024  # bytes of gzip on the first load


@pytest.fixture
def records(house: Story) -> dict[str, str]:
    """A client with a name in Chinese, its deal, and a lead with a name in Thai."""
    client = create_account(actor=house.olan, name="岚驰汽车", city="上海")
    deal = create_opportunity(actor=house.olan, name="L5 launch", stage=house.stage("Propose"), account=client,
                              amount_minor=128_000_000)  # fmt: skip
    lead = create_lead(actor=house.olan, name="ครัวจันทร์ ฟู้ดส์")
    return {"client": client.code, "deal": deal.code, "lead": lead.code}


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands: the rule and the first places."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # To axe a cell that takes the focus is a target hidden by its own link.
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    found = [each for each in found if {tuple(node["target"]) for node in each["nodes"]} != {(".p-title",)}]
    return [f"{each['id']}: {[node['target'] for node in each['nodes'][:3]]}" for each in found]


def speak(page: Page, language: str) -> None:
    page.evaluate(
        """language => fetch('/language/', {method: 'POST', body: new URLSearchParams({language}),
           headers: {'X-CSRFToken': document.querySelector('meta[name=csrf-token]').content}})""",
        language,
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_breaks_a_rule_of_wcag(house: Story, records: dict[str, str], door: Any, theme: str) -> None:
    page = door("olan@bridge.example", color_scheme=theme, reduced_motion="reduce", bypass_csp=True)
    broken = {}
    for path in PAGES:
        response = page.goto(f"/w/bridge/{path.format_map(records)}")
        assert response.status == 200, path
        if found := violations(page):
            broken[path] = found
    assert broken == {}


@pytest.mark.parametrize("language", ["zh-hans", "th"])
def test_the_other_languages_break_no_rule_either(
    house: Story, records: dict[str, str], door: Any, language: str
) -> None:
    page = door("olan@bridge.example", reduced_motion="reduce", bypass_csp=True)
    speak(page, language)
    broken, spaced, low = {}, set(), set()
    for path in SAMPLE:
        page.goto(f"/w/bridge/{path.format_map(records)}")
        assert page.locator("html").get_attribute("lang") == language
        if found := violations(page):
            broken[path] = found
        spaced |= set(page.evaluate(SPACED))
        low |= set(page.evaluate(LOW_LINES)) if language == "th" else set()
    assert (broken, spaced, low) == ({}, set(), set())


# Elements with text of their own and letter-spacing; none may have any.
SPACED = """() => [...document.querySelectorAll('body *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && getComputedStyle(e).letterSpacing !== 'normal')
  .map(e => e.tagName + '.' + e.className)"""
# Thai text whose lines are too low for a vowel with a tone mark above it.
LOW_LINES = r"""() => [...document.querySelectorAll('body *:not(svg *, .avatar, option)')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && /[\u0e31-\u0e3a\u0e47-\u0e4e]/.test(n.data)) && e.offsetParent
    && parseFloat(getComputedStyle(e).lineHeight) < 1.45 * parseFloat(getComputedStyle(e).fontSize))
  .map(e => e.tagName + '.' + e.className)"""


def test_nothing_scrolls_sideways_at_400_percent(house: Story, records: dict[str, str], door: Any) -> None:
    page = door("olan@bridge.example", viewport={"width": 320, "height": 256})
    wide = {}
    for path in PAGES:
        page.goto(f"/w/bridge/{path.format_map(records)}")
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
            wide[path] = width
    assert wide == {}


def test_the_way_in_and_the_first_run_break_no_rule(
    transactional_db: None, live_server: Any, browser: Any
) -> None:
    from saphan.administration.first_run import start_path

    context = browser.new_context(base_url=live_server.url, bypass_csp=True, locale="en-GB")
    page = context.new_page()
    broken = {}
    for path in ("/account/sign-in/", "/account/password/reset/", f"/{start_path()}"):
        page.goto(path)
        if found := violations(page):
            broken[path] = found
    page.fill("[name=email]", "noi@siam.example")
    page.fill("[name=name]", "Noi")
    page.fill("[name=password]", PASSWORD)
    page.click("main button.primary")
    page.wait_for_url("**/start/")
    broken["workspace"] = violations(page)
    page.fill("[name=name]", "Siam")
    page.click("main button.primary")
    page.wait_for_url("**/start/form/")
    broken["form"] = violations(page)
    page.keyboard.press("5")
    assert page.locator("[data-form=sales_team]").is_visible()
    assert not page.locator("[data-form=studio]").is_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/import/")
    broken["import"] = violations(page)
    page.goto(page.url.replace("/import/", "/settings/welcome/"))
    broken["welcome"] = violations(page)
    context.close()
    assert {name: found for name, found in broken.items() if found} == {}


def test_the_first_load_is_light(house: Story, records: dict[str, str], door: Any) -> None:
    page = door("olan@bridge.example")
    sizes: dict[str, tuple[str, int]] = {}
    page.on(
        "response",
        lambda answer: (
            sizes.update({answer.url: (answer.request.resource_type, len(gzip.compress(answer.body())))})
            if answer.status == 200 and answer.request.resource_type != "font"
            else None
        ),
    )
    page.goto("/w/bridge/pipeline/")
    page.wait_for_load_state("networkidle")
    # Scripts are modules, so the page is painted before any of them runs.
    critical = sum(
        size for url, (kind, size) in sizes.items() if kind in ("document", "stylesheet") and "han" not in url
    )
    assert critical <= BUDGET_CRITICAL
    assert sum(size for _kind, size in sizes.values()) <= BUDGET_ALL


def test_who_wants_no_motion_gets_none(house: Story, records: dict[str, str], door: Any) -> None:
    page = door("olan@bridge.example", reduced_motion="reduce")
    page.goto("/w/bridge/clients/")
    moving = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--panel')")
    assert moving.strip() == "80ms linear"
