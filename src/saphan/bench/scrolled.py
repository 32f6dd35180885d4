"""S20, further: ten thousand rows under the wheel, and letters typed into the palette, with the processor slowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

ROWS, STRIDE, PAUSE = 10_000, 2_400, 30
MOST_STEPS = 20_000
WORDS = ("lanchi", "青屿", "ธารา", "harb")
SCROLL = """() => {
  window.tasks = [];
  new PerformanceObserver((list) => { for (const one of list.getEntries()) tasks.push(one.duration); }).observe({ type: "longtask" });
}"""
STEP = """(stride) => {
  const body = document.querySelector(".body");
  body.scrollBy(0, stride);
  return {
    chunks: document.querySelectorAll("[data-grid] tbody").length, rows: document.querySelectorAll("tr[data-row]").length,
    elements: document.getElementsByTagName("*").length, is_more: Boolean(document.querySelector("tr.more")),
    is_down: body.scrollTop + body.clientHeight + 10 > body.scrollHeight,
  };
}"""
# From the key to the picture that shows what it found.
TYPED = """() => {
  window.waits = [];
  let began = 0;
  document.getElementById("palette-text").addEventListener("input", () => { began = performance.now(); }, true);
  new MutationObserver(() => {
    const start = began;
    if (start) requestAnimationFrame(() => setTimeout(() => waits.push(performance.now() - start)));
    began = 0;
  }).observe(document.getElementById("palette-found"), { childList: true });
}"""


@dataclass(frozen=True)
class Scrolled:
    """What a scroll through `rows` rows cost: long tasks in milliseconds, the most rows and elements at once."""

    rows: int
    tasks: list[float]
    most_rows: int
    most_elements: int

    def __str__(self) -> str:
        worst = max(self.tasks, default=0)
        over = sum(task > 200 for task in self.tasks)
        return (
            f"{self.rows:,} rows · longest task {worst:.0f} ms, {over} over 200 ms ·"
            f" at most {self.most_rows} rows, {self.most_elements:,} elements at once"
        )


def scroll_of(page: Any, workspace: str, page_rows: int = 50) -> Scrolled:
    """Down the table of deals until ten thousand rows have come, or all of them."""
    page.goto(f"/w/{workspace}/pipeline/table/?sort=-amount")
    page.wait_for_selector("tr[data-row]")
    page.evaluate(SCROLL)
    told: dict[str, Any] = {}
    most_rows = most_elements = 0
    for _step in range(MOST_STEPS):
        told = page.evaluate(STEP, STRIDE)
        most_rows, most_elements = max(most_rows, told["rows"]), max(most_elements, told["elements"])
        if told["chunks"] * page_rows >= ROWS or (told["is_down"] and not told["is_more"]):
            break
        page.wait_for_timeout(PAUSE)
    return Scrolled(told["chunks"] * page_rows, page.evaluate("tasks"), most_rows, most_elements)


def palette_of(page: Any, workspace: str) -> list[float]:
    """Milliseconds from each letter to the picture of what it finds, server and drawing together."""
    page.goto(f"/w/{workspace}/clients/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+k")
    page.wait_for_timeout(500)
    page.evaluate(TYPED)
    for word in WORDS:
        page.fill("#palette-text", "")
        for place in range(len(word)):
            page.fill("#palette-text", word[: place + 1])
            page.wait_for_timeout(350)
    found: list[float] = page.evaluate("waits")
    return found
