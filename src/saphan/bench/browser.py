"""S20: how a real browser feels under the hand, its processor slowed down four times.

The browser itself says how long each key and click took until the next picture (Event Timing), when the largest
part of a page was painted, and how much moved by itself. Needs the developers' packages and a Chromium.
"""

from __future__ import annotations

import os
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client

from saphan.bench.dataset import CODE
from saphan.bench.scrolled import Scrolled, palette_of, scroll_of
from saphan.bench.served import server
from saphan.workspace.actor import system_actor
from saphan.workspace.models import Workspace

SLOWED = 4
# The browser tells nothing about what took less than this, in milliseconds.
SHORTEST = 16
WATCH = """
window.hand = { lasted: new Map(), shifts: 0, moved: [], painted: 0 };
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (one.interactionId)
    hand.lasted.set(one.interactionId, Math.max(hand.lasted.get(one.interactionId) ?? 0, one.duration));
}).observe({ type: "event", durationThreshold: 16, buffered: true });
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) {
    hand.shifts += one.value;
    hand.moved.push([one.value, ...one.sources.map((each) => `${each.node?.nodeName}.${each.node?.className}`)].join(" "));
  }
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) hand.painted = one.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
"""
TOLD = """() => ({ lasted: [...hand.lasted.values()], shifts: hand.shifts, moved: hand.moved, painted: hand.painted,
                     count: performance.interactionCount })"""


@dataclass
class Hand:
    """What the browser told: milliseconds of each key and click and of the largest paint; the shifts of the worst page,
    and what moved in them."""

    lasted: list[float]
    painted: float
    shifts: float
    moved: list[str] = field(default_factory=list)

    @property
    def p95(self) -> float:
        """The 95th percentile of the interactions."""
        return sorted(self.lasted)[max(0, -(-len(self.lasted) * 95 // 100) - 1)]


@contextmanager
def slowed(page: Any) -> Iterator[None]:
    """Within the block the page's processor is slowed down."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    yield
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})


def hand_of(page: Any, workspace: str) -> Hand:
    """Some 50 keys and clicks of a working morning. `page` is signed in and has the server as its base address."""
    page.add_init_script(WATCH)
    page.goto(f"/w/{workspace}/pipeline/")
    page.wait_for_load_state("networkidle")
    found = Hand([], page.evaluate(TOLD)["painted"], 0.0)
    with slowed(page):
        for path, work in (
            (f"/w/{workspace}/pipeline/", _on_the_board),
            (f"/w/{workspace}/clients/?columns=name,city", _in_the_list),
        ):
            page.goto(path)
            page.wait_for_load_state("networkidle")
            work(page)
            page.wait_for_timeout(600)
            told = page.evaluate(TOLD)
            found.moved += told["moved"]
            found.lasted += told["lasted"] + [SHORTEST] * max(0, told["count"] - len(told["lasted"]))
            found.shifts = max(found.shifts, told["shifts"])
    return found


def _on_the_board(page: Any) -> None:
    for _time in range(2):
        page.click(".rail button[popovertarget=looks]")
        page.keyboard.press("Escape")
        page.keyboard.press("Control+k")
        _press(page, *"lanchi", pause=120)
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    page.locator(".card").first.focus()
    _press(page, "j", "k", "Period", pause=900)
    _press(page, "Comma", pause=900)
    _press(page, "j", "Space", pause=600)
    _press(page, "BracketRight", "BracketRight", "Escape", pause=400)


def _in_the_list(page: Any) -> None:
    _press(page, "ArrowDown", "ArrowDown", "ArrowUp", "ArrowRight")
    _press(page, "Enter", *"Trat", "Enter", pause=300)
    _press(page, "ArrowUp", "x", "x", "Space", pause=500)
    _press(page, "Escape")


def _press(page: Any, *keys: str, pause: int = 80) -> None:
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(pause)


def print_row() -> int:
    """Measure and print S20 in a browser of its own, on a server of its own; 1 when it could not be measured."""
    name = f"S20  browser, CPU slowed {SLOWED}×"
    try:
        hand, scrolled, waits = _measured()
    except Exception as error:
        print(f"{name:49} failed: {type(error).__name__}: {error}")
        return 1
    print(
        f"{name:49} INP p50 {statistics.median(hand.lasted):.0f}, p95 {hand.p95:.0f} ms of {len(hand.lasted)} keys and"
        f" clicks · LCP {hand.painted:.0f} ms · CLS {hand.shifts:.3f}   ≤ 100 ms, 1,000 ms, 0.05"
    )
    print(f"{'     scrolling':49} {scrolled}   ≤ 200 ms")
    print(
        f"{'     palette, from the letter to its picture':49} p50 {statistics.median(waits):.0f}, worst {max(waits):.0f} ms of"
        f" {len(waits)} letters   ≤ 100 ms"
    )
    return 0


def _measured() -> tuple[Hand, Scrolled, list[float]]:
    from playwright.sync_api import sync_playwright

    found = os.environ.get("SAPHAN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    key = _session()
    with server(Path(os.environ["SAPHAN_HOME"])) as (address, _pid), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(base_url=address)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": address}])
        page = context.new_page()
        hand = hand_of(page, CODE)
        with slowed(page):
            scrolled, waits = scroll_of(page, CODE), palette_of(page, CODE)
        browser.close()
    return hand, scrolled, waits


def _session() -> str:
    """A session of who manages the data set."""
    client = Client()
    user = system_actor(Workspace.objects.get(code=CODE)).member.user
    assert user is not None  # noqa: S101  the owner signs in
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.session.session_key or ""
