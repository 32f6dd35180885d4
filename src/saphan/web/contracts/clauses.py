"""Clauses of a contract, edited as one form and shown one by one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from saphan.commerce.contract_clauses import Worded
from saphan.commerce.contract_terms import ClauseKind, DueEvery, Side
from saphan.commerce.contract_words import clause_said
from saphan.commerce.models import Clause
from saphan.core.errors import RuleBroken
from saphan.web.reader import Reader

NAMES = (
    "code", "number", "heading", "kind", "text", "deemed_days", "owed_by", "duty", "every", "due_on", "days_before",
)  # fmt: skip
EMPTY_ROWS = 2


def choices() -> dict[str, Any]:
    """What the fields of a clause offer."""
    return {
        "kinds": ClauseKind.choices,
        "sides": [("", "—"), *Side.choices],
        "everies": [("", _("nothing is due")), *DueEvery.choices],
    }


def typed(sent: QueryDict) -> list[dict[str, Any]]:
    """The clauses as somebody filled them in."""
    columns = [sent.getlist(f"clause_{name}") for name in NAMES]
    return [dict(zip(NAMES, row, strict=True)) for row in zip(*columns, strict=False)]


def known_rows(clauses: Iterable[Clause]) -> list[dict[str, Any]]:
    """Clauses that are there, as fields show them, and empty ones to add."""
    rows = [
        {
            name: value.isoformat() if isinstance(value := getattr(row, name), date) else value
            for name in NAMES
        }
        for row in clauses
    ]
    return rows + [dict.fromkeys(NAMES, "") | {"kind": ClauseKind.OTHER} for _row in range(EMPTY_ROWS)]


def chosen(sent: QueryDict) -> list[Worded]:
    """The rows that say something. Raises RuleBroken("field.not_a_number" | "date.unreadable")."""
    return [_worded(row) for row in typed(sent) if row["heading"].strip() or row["text"].strip()]


def shown(clauses: Iterable[Any], reader: Reader) -> list[dict[str, Any]]:
    """Clauses, of the table or of a frozen document, in the reader's words."""
    return [clause_said(row if isinstance(row, dict) else _plain(row), reader.full_day) for row in clauses]


def _plain(row: Clause) -> dict[str, Any]:
    return {name: getattr(row, name) for name in NAMES}


def _worded(row: dict[str, str]) -> Worded:
    return Worded(
        heading=row["heading"][:200], text=row["text"], number=row["number"][:20], kind=row["kind"] or ClauseKind.OTHER,
        deemed_days=_number(row, "deemed_days"), owed_by=row["owed_by"], duty=row["duty"][:200], every=row["every"],
        due_on=_day(row["due_on"]), days_before=_number(row, "days_before"), code=row["code"],
    )  # fmt: skip


def _number(row: dict[str, str], name: str) -> int | None:
    text = row[name].strip()
    if not text:
        return None
    if not text.isdecimal() or len(text) > 5:
        raise RuleBroken("field.not_a_number", field=name, text=text)
    return int(text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text.strip() else None
    except ValueError as error:
        raise RuleBroken("date.unreadable", field="due_on", text=text) from error
