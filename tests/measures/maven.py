"""The Maven pipeline written straight into journal and tables: history first, then one change that holds it all."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from saphan.core.period import start_of_day
from saphan.journal import action, create_many
from saphan.journal.recorder import save_many
from saphan.pipeline.models import Opportunity, OpportunityLine
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Offering
from tests.story import Story

PLACES = (Path("samples/maven"), Path(__file__).parents[2].parent / "shared" / "data" / "maven_crm")


def maven_file() -> Path | None:
    """Where the pipeline's table lies, if it does."""
    found = (place / "sales_pipeline.csv" for place in PLACES)
    return next((path for path in found if path.exists()), None)
