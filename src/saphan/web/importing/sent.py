"""The mapping that somebody has chosen on the page, as the form sends it."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from saphan.exchange.engine import mapping_for
from saphan.exchange.models import ImportRun
from saphan.exchange.prepare import CREATABLE
from saphan.exchange.terms import Existing

COLUMN, CONSTANT = "column-", "constant-"


def chosen_mapping(run: ImportRun, sent: QueryDict) -> dict[str, Any]:
    """The run's mapping with what the form says in place of it."""
    chosen = {title: sent.get(f"{COLUMN}{place}", "") for place, title in enumerate(run.headers)}
    before = mapping_for(run)
    return before.as_dict() | {
        "columns": chosen,
        "constants": _constants(before.constants, set(chosen.values()), sent),
        "date_order": sent.get("date_order", ""),
        "decimal_mark": sent.get("decimal_mark", ""),
        "currency": sent.get("currency", "").strip().upper(),
        "existing": sent.get("existing") or Existing.UPDATE.value,
        "pipeline": sent.get("pipeline", ""),
        "create": [key for key in sent.getlist("create") if key in CREATABLE],
    }


def _constants(before: dict[str, str], columns: set[str], sent: QueryDict) -> dict[str, str]:
    """What is the same in every row; a column that goes to the field says more."""
    said = {
        name.removeprefix(CONSTANT): str(text).strip()
        for name, text in sent.items()
        if name.startswith(CONSTANT)
    }
    return {key: text for key, text in (before | said).items() if text and key not in columns}
