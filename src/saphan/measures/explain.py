"""Everything behind a figure as plain data, for the panel, the API and the command line alike."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format

from saphan.core.kpi import Measured
from saphan.core.kpi.measured import Unit
from saphan.measures import words
from saphan.measures.display import NOTHING, display, display_amount
from saphan.measures.editions import editions_of
from saphan.measures.result import Result, measured_json, whole_pair


def explain(result: Result) -> dict[str, Any]:
    """Formula with its numbers, choices, how the population was counted down, T, K and the query.

    Words are in the reader's language; figures are exact pairs beside how they are written.
    """
    question, metric = result.question, result.question.metric
    return {
        "metric": metric.key,
        "name": str(metric.name),
        "version": metric.version,
        "editions": [
            {"version": one.version, "since": one.since, "words": str(one.what)}
            for one in editions_of(metric.key)
        ],
        "formula": {"words": str(metric.formula), **({} if result.withheld else _with_numbers(result))},
        "answer": measured_json(result.measured, withheld=result.withheld),
        "display": NOTHING if result.withheld else display(result.measured),
        "reason": str(words.REASONS["too_few"]) if result.withheld else reason_words(result.measured),
        "direction": metric.definition.direction.value,
        "additivity": metric.definition.rolls_up(question.choices).value,
        "parameters": _parameters(result),
        "population": [
            {"words": _step_words(result, place), "reason": step.reason, "rows": step.rows}
            for place, step in enumerate(result.steps)
        ],
        "companions": [
            {"key": name, "words": str(words.COMPANIONS[name]), "display": display(one)}
            for name, one in result.measured.companions.items()
            if not result.withheld
        ],
        "notes": [str(words.NOTES[note]) for note in result.notes],
        "period": _days(result),
        "as_of": question.as_of,
        "known_at": question.known_at,
        "read_at": result.read_at,
        "seq": result.seq,
        "sql": result.sql,
    }


def reason_words(measured: Measured) -> str:
    """Why there is no figure, as a sentence; empty when there is one."""
    if measured.reason is None:
        return ""
    missing = ", ".join(str(words.MISSING.get(name, name)) for name in measured.missing)
    until = date_format(measured.until) if measured.until else ""
    return str(words.REASONS[measured.reason.value]) % {"until": until, "missing": missing}


def _with_numbers(result: Result) -> dict[str, Any]:
    """What stands above and below the line, in words and in numbers."""
    measured, (above, below) = result.measured, words.SIDES[result.question.metric.key]
    num, den = whole_pair(measured.num, measured.den)
    unit = _side_unit(measured)
    return {
        "above": {
            "words": str(above),
            "number": num,
            "display": display_amount(measured.num, unit, measured.currency),
        },
        "below": {"words": str(below), "number": den, "display": _below(measured, unit)} if below else None,
    }


def _below(measured: Measured, unit: Unit) -> str:
    if measured.unit is Unit.MONEY:
        return display_amount(measured.den, Unit.COUNT, None)
    return display_amount(measured.den, unit, measured.currency)


def _side_unit(measured: Measured) -> Unit:
    """A share is made of things or of money; everything else of its own unit."""
    if measured.unit is not Unit.SHARE:
        return measured.unit
    base = measured.companions.get("base")
    if base is not None:
        return base.unit
    return (
        Unit.MONEY
        if measured.currency and measured.interval is None and measured.value is not None
        else Unit.COUNT
    )


def _parameters(result: Result) -> list[dict[str, Any]]:
    definition = result.question.metric.definition
    return [
        {
            "key": name,
            "value": result.question.choices[name],
            "default": parameter.default,
            "choices": list(parameter.choices),
        }
        for name, parameter in definition.parameters.items()
    ]


def _step_words(result: Result, place: int) -> str:
    step = result.steps[place]
    if step.reason is not None:
        return str(words.EXCLUSIONS.get(step.reason, step.reason))
    return str(words.POPULATIONS[result.question.metric.key] if place == 0 else words.COUNTED)


def _days(result: Result) -> dict[str, Any]:
    period, base = result.question.period, result.base
    return {
        "start": period.start, "last": period.last, "to_date": result.question.to_date,
        "base_start": base.start if base else None, "base_last": base.last if base and base.days else None,
    }  # fmt: skip
