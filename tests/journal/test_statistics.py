"""SQLite's planner learns how the tables have grown; PostgreSQL looks after that itself."""

from __future__ import annotations

import pytest
from django.db import connection

from saphan.journal import statistics
from saphan.journal.statistics import Statistics
from saphan.pipeline.actions import create_opportunity
from tests.story import Story


def test_indexes_are_read_at_first_and_again_when_the_journal_has_grown(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, reads = Statistics(), connection.vendor == "sqlite"
    assert kept.refresh() is reads
    assert kept.refresh() is False
    monkeypatch.setattr(statistics, "LEAST", 0)
    monkeypatch.setattr(statistics, "GROWTH", 1.0)
    create_opportunity(actor=story.ploy, name="Songkran", stage=story.stage("Qualify"))
    assert kept.refresh() is reads
