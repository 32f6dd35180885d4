"""A figure in words: its name and value, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from saphan.measures.result import Result


def lines_of(result: Result) -> Iterator[str]:
    """The value, its formula, and how many cases stand behind it."""
    from django.utils.translation import ngettext

    from saphan.measures.display import display

    metric, measured = result.question.metric, result.measured
    yield f"{metric.name}: {display(measured)}"
    if measured.value is None or result.withheld:
        yield _why_not(result)
        return
    if measured.interval is not None:
        yield f"95 %: {float(measured.interval.low):.1%} – {float(measured.interval.high):.1%}"
    yield f"{metric.formula}"
    yield ngettext("%(count)d case", "%(count)d cases", measured.n) % {"count": measured.n}
    for reason, count in measured.excluded.items():
        yield f"− {count}  {_exclusion(reason)}"


def _why_not(result: Result) -> str:
    from saphan.measures.words import MISSING, REASONS

    measured = result.measured
    reason = "too_few" if result.withheld or measured.reason is None else measured.reason.value
    values: dict[str, Any] = {
        "until": measured.until or "",
        "missing": ", ".join(str(MISSING.get(name, name)) for name in measured.missing),
    }
    return str(REASONS[reason]) % values


def _exclusion(reason: str) -> str:
    from saphan.measures.words import EXCLUSIONS

    return str(EXCLUSIONS.get(reason.partition(":")[0], reason))
