"""What the documentation claims can be checked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from saphan.measures.registry import METRICS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PARTS = [
    *(f"A{n}" for n in range(1, 16) if n != 8), "A8.1", "A8.2", "A8.3", "A8.4", *(f"B{n}" for n in range(1, 21)),
]  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_mission_has_one_row_with_a_state(part: str) -> None:
    rows = re.findall(
        rf"^\| {re.escape(part)} \| [^|]+ \| (there|begun|later) \|",
        (DOCS / "features.md").read_text(),
        re.MULTILINE,
    )
    assert len(rows) == 1


@pytest.mark.parametrize("key", METRICS)
def test_every_measure_has_a_page(key: str) -> None:
    assert (DOCS / "kpi" / f"{key}.md").exists()


def test_every_decision_is_listed() -> None:
    listed = (DOCS / "decisions" / "README.md").read_text()
    pages = [page.name for page in (DOCS / "decisions").glob("0*.md")]
    assert pages
    assert [page for page in pages if page not in listed] == []


def test_every_setting_of_the_environment_is_explained() -> None:
    read = {
        name
        for file in (ROOT / "src" / "saphan" / "config").glob("*.py")
        for name in re.findall(r'"(SAPHAN_[A-Z_]+|DATABASE_URL)"', file.read_text())
    }
    explained = (DOCS / "operating.md").read_text()
    assert sorted(name for name in read if name not in explained) == []


def test_every_link_between_the_pages_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *DOCS.rglob("*.md")]
    links = [(page, target) for page in pages for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text())]
    assert [f"{page.name}: {target}" for page, target in links if not (page.parent / target).exists()] == []
