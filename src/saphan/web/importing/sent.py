"""The mapping that somebody has chosen on the page, as the form sends it."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from saphan.exchange.engine import mapping_for
from saphan.exchange.models import ImportRun
from saphan.exchange.prepare import CREATABLE
from saphan.exchange.terms import Existing

COLUMN = "column-"


def chosen_mapping(run: ImportRun, sent: QueryDict) -> dict[str, Any]:
    """The run's mapping with what the form says in place of it."""
    chosen = {title: sent.get(f"{COLUMN}{place}", "") for place, title in enumerate(run.headers)}
    return mapping_for(run).as_dict() | {
        "columns": chosen,
        "date_order": sent.get("date_order", ""),
        "currency": sent.get("currency", "").strip().upper(),
        "existing": sent.get("existing") or Existing.UPDATE.value,
        "pipeline": sent.get("pipeline", ""),
        "create": [key for key in sent.getlist("create") if key in CREATABLE],
    }
