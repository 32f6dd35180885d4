"""What is agreed by a contract in the words of the thread's language, for pages and for paper alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saphan.commerce.contract_terms import ClauseKind, DueEvery, NoticeUnit, RenewalKind, Side

Written = Callable[[date], str]


def renewal_said(renewal: str, months: int | None, *, is_open_ended: bool) -> str:
    """What happens at the end of the term."""
    if renewal == RenewalKind.AUTOMATIC and months:
        return ngettext(
            "Goes on by %(n)s month unless notice is given", "Goes on by %(n)s months unless notice is given", months
        ) % {"n": months}  # fmt: skip
    return _("Runs on until notice is given") if is_open_ended else str(RenewalKind(renewal).label)


def period_said(n: int, unit: str) -> str:
    """A period of notice."""
    if unit == NoticeUnit.MONTHS:
        return ngettext("%(n)s month", "%(n)s months", n) % {"n": n}
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}


def clause_said(row: Mapping[str, Any], day: Written) -> dict[str, Any]:
    """A clause, of the table or of a frozen document, with what is owed by it and when."""
    silence = row["deemed_days"]
    return {
        "title": f"{row['number']} {row['heading']}".strip(),
        "text": row["text"],
        "kind": str(dict(ClauseKind.choices).get(row["kind"], row["kind"])),
        "silence": ngettext(
            "silence counts as acceptance after %(n)s day", "silence counts as acceptance after %(n)s days", silence
        ) % {"n": silence} if silence else "",
        "side": str(dict(Side.choices).get(row["owed_by"], "")),
        "owed_by": row["owed_by"],
        "duty": (row["duty"] or row["heading"]) if row["every"] else "",
        "when": _when(row, day) if row["every"] else "",
    }  # fmt: skip


def _when(row: Mapping[str, Any], written: Written) -> str:
    if row["every"] == DueEvery.BEFORE_END:
        days = row["days_before"] or 0
        return ngettext("%(n)s day before the end", "%(n)s days before the end", days) % {"n": days}
    day = row["due_on"]
    first = written(date.fromisoformat(day) if isinstance(day, str) else day) if day else ""
    if row["every"] == DueEvery.ONCE:
        return first
    return _("%(every)s, first on %(day)s") % {"every": DueEvery(row["every"]).label, "day": first}
