"""What was entered late, in words: the difference of both readings and each entry with who and when."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saphan.journal.models import BORN
from saphan.measures.past.restated import Line, Restatement
from saphan.web.history.values import ValueWriter
from saphan.web.reader import Reader


def restated_lines(found: Restatement | None, reader: Reader) -> dict[str, Any]:
    """Empty where both readings are the same."""
    if found is None or not found.is_any:
        return {}
    writer = ValueWriter((line.entry for line in found.lines), reader)
    sign = "+" if found.minor > 0 else ""
    return {
        "title": ngettext(
            "%(count)d entry came later", "%(count)d entries came later", found.count
        ) % {"count": found.count},
        "stood": reader.compact(found.stood_minor), "stood_deals": found.stood_deals,
        "known": reader.compact(found.known_minor), "known_deals": found.known_deals,
        "difference": f"{sign}{reader.compact(found.minor)}",
        "lines": [_line(line, writer, reader) for line in found.lines],
        "more": found.count - len(found.lines),
    }  # fmt: skip


def _line(line: Line, writer: ValueWriter, reader: Reader) -> dict[str, Any]:
    values = writer.changed([line.entry])
    return {
        "deal": line.deal, "name": line.name, "value": values[0] if values else None,
        "what": _("Entered later") if line.entry.attribute == BORN else "",
        "true_on": reader.full_day(reader.at(line.entry.effective_at).date()),
        "who": line.entry.change.actor.name, "when": reader.moment(line.recorded_at),
        "reason": line.entry.change.reason,
    }  # fmt: skip
