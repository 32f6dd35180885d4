"""Every figure has a page that names its version and every choice with its default."""

from __future__ import annotations

from pathlib import Path

import pytest

from saphan.measures import words
from saphan.measures.registry import METRICS

PAGES = Path(__file__).parents[2] / "docs" / "kpi"


@pytest.mark.parametrize("key", list(METRICS))
def test_a_metric_has_a_page_with_its_choices(key: str) -> None:
    metric, page = METRICS[key], (PAGES / f"{key}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {metric.name} (`{key}`, version {metric.version})")
    for name, parameter in metric.definition.parameters.items():
        assert f"`{name}`" in page
        inherited = key == "revenue_growth" and name in METRICS["revenue_total"].definition.parameters
        assert inherited or f"**{parameter.default}**" in page
    assert f"]({key}.md)" in (PAGES / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", list(METRICS))
def test_a_metric_has_all_its_words(key: str) -> None:
    for table in (words.NAMES, words.FORMULAS, words.SIDES, words.POPULATIONS):
        assert key in table
