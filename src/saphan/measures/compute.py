"""Answers questions to metrics. The one entrance for page, API, command line and export."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any

from django.utils.translation import get_language

from saphan.core.errors import RuleBroken
from saphan.core.kpi import Row
from saphan.core.kpi.definition import Choice
from saphan.core.money import exponent
from saphan.core.period import Micros, Period, period_name
from saphan.measures.bridging import with_bridge
from saphan.measures.facts import Facts, facts_of
from saphan.measures.facts.days import day_of_number
from saphan.measures.names import members_of, names_of, records_of
from saphan.measures.question import FILTERS, OF_TIME, By, Question, sees_whole, split_by_time
from saphan.measures.registry import metric
from saphan.measures.result import Group, Result, ResultRow, Step
from saphan.measures.statements import composed, statement
from saphan.measures.summary import credited, prepare, readable_owners, summarise
from saphan.measures.sums import Slot, Summary, Sums
from saphan.workspace.actor import Actor

SMALLEST_CELL = 3
KEPT = 512
_answers: OrderedDict[tuple[Any, ...], Result] = OrderedDict()
_answers_lock = Lock()


def compute(
    actor: Actor,
    key: str,
    period: Period,
    *,
    as_of: Micros | None = None,
    known_at: Micros | None = None,
    by: str | None = None,
    filters: Mapping[str, int] | None = None,
    currency: str | None = None,
    params: Mapping[str, Choice] | None = None,
    base_period: Period | None = None,
    rows: int = 0,
    only: str = "",
    whole: bool = False,
) -> Result:
    """The metric `key` over `period` (workspace dates), for what `actor` may read.

    `as_of` (T) and `known_at` (K) are UTC microseconds, None for now. `filters` maps owner, team, territory,
    offering or pipeline to a database id. `currency` is that of money, the reporting currency by default.
    `rows` is how many rows to bring along, newest first: all, or `only` the counted ones, those above the line, the
    excluded ones, or those of an outcome. `whole` answers for the whole workspace without its
    rows, and says nothing about fewer than three cases.
    Raises RuleBroken("kpi.unknown" | "kpi.unknown_parameter" | "kpi.choice_not_allowed" | "kpi.unknown_split"
    | "kpi.unknown_filter" | "money.unknown_currency" | "period.base_missing").
    """
    chosen = metric(key)
    question = Question(
        actor=actor, metric=chosen, period=period, choices=chosen.choices_in(actor.workspace, params),
        currency=currency or actor.workspace.currency, as_of=as_of, known_at=known_at, by=_split(by),
        filters=parsed_filters(filters or {}), custom_base=base_period, whole=sees_whole(actor, chosen, wish=whole),
    )  # fmt: skip
    exponent(question.currency)
    with facts_of(actor.workspace).read(
        actor.workspace, known_at=known_at, currency=question.currency
    ) as facts:
        identity = (*_identity(facts, question, rows), only)
        with _answers_lock:
            known = _answers.get(identity)
        return known or _keep(identity, _answer(facts, question, rows, only))


def _answer(facts: Facts, question: Question, rows: int, only: str) -> Result:
    slots = _slots(facts, question)
    prepare(facts, question, slots)
    relation = question.metric.relation(question.choices)
    summary = summarise(facts, question, relation)
    other = _other(facts, question)
    total = summary[0, True, None]
    measured = total.answer(question, other[0, True, None] if other else None)
    measured = with_bridge(facts, question, measured)
    hidden = question.whole
    withheld = hidden and measured.n < SMALLEST_CELL
    base = slots[0].base
    if rows > 0 and not hidden:
        relation.lay_out(facts, question.choices, question.currency)
    return Result(
        question=question,
        measured=measured,
        base=base,
        groups=_groups(question, slots, summary, hidden=hidden),
        rows=[] if hidden else _rows(facts, question, relation.sql, rows, only),
        outcomes={} if hidden or rows <= 0 else _outcomes(facts, question, relation.sql),
        steps=_steps(total) if _shows_steps(question, withheld=withheld) else [],
        notes=_notes(facts, question),
        seq=facts.seq,
        sql=credited(question, relation.sql),
        withheld=withheld,
        settings=_settings(question),
    )


def _split(by: str | None) -> By | None:
    if by and by not in set(By):
        raise RuleBroken("kpi.unknown_split", field="by", by=by, choices=sorted(By))
    return By(by) if by else None


def parsed_filters(filters: Mapping[str, int]) -> dict[By, int]:
    """Filters by dimension. Raises RuleBroken("kpi.unknown_filter")."""
    for name in filters:
        if name not in FILTERS:
            raise RuleBroken("kpi.unknown_filter", field=name, choices=sorted(FILTERS))
    return {By(name): entity_id for name, entity_id in sorted(filters.items())}


def _identity(facts: Facts, question: Question, rows: int) -> tuple[Any, ...]:
    """Everything that an answer depends on; the present instant only by its day."""
    return (
        facts.stamp, question.metric.key, question.metric.version, tuple(sorted(question.choices.items())),
        question.period, question.custom_base, question.as_of, question.known_at, question.today, question.by,
        tuple(question.filters.items()), question.currency, readable_owners(question), question.whole, rows,
        get_language(),
    )  # fmt: skip


def _keep(identity: tuple[Any, ...], result: Result) -> Result:
    with _answers_lock:
        _answers[identity] = result
        while len(_answers) > KEPT:
            _answers.popitem(last=False)
    return result


def _slots(facts: Facts, question: Question) -> list[Slot]:
    """The whole period first, then its months or quarters when split by time."""
    periods = [question.period]
    if question.by in OF_TIME and question.by is not None:
        periods += split_by_time(question.period, question.by, facts.workspace.fiscal_start_month)
    return [slot_of(question, period) for period in periods]


def slot_of(question: Question, period: Period) -> Slot:
    """A slot with the base that a growth metric compares with."""
    return Slot(period, question.base_of(period) if question.metric.is_growth else None)


def _other(facts: Facts, question: Question) -> Summary | None:
    if question.metric.other is None:
        return None
    return summarise(facts, question, question.metric.other(question.choices))


def _groups(question: Question, slots: Sequence[Slot], summary: Summary, *, hidden: bool) -> list[Group]:
    found: list[tuple[str | None, str, Sums]]
    if question.by is None:
        return []
    if question.by in OF_TIME:
        named = [period_name(slot.period) for slot in slots[1:]]
        found = [(name, name, summary[place, True, None]) for place, name in enumerate(named, start=1)]
    else:
        parts = {key: sums for (_, is_total, key), sums in summary.items() if not is_total}
        labels = names_of(question.by, parts, question.actor.workspace_id)
        found = sorted(
            ((*labels[key], sums) for key, sums in parts.items()),
            key=lambda one: (one[0] is None, -one[2].n, one[1]),
        )
    answers = [(key, label, sums.answer(question)) for key, label, sums in found]
    return [
        Group(key, label, measured, withheld=hidden and measured.n < SMALLEST_CELL)
        for key, label, measured in answers
    ]


def _shows_steps(question: Question, *, withheld: bool) -> bool:
    return not withheld and question.actor.may(question.metric.rows_right)


def _steps(total: Sums) -> list[Step]:
    """From everything in the period, minus each exclusion, down to what was counted."""
    everything = total.n + sum(total.excluded.values())
    down = [Step(reason, -count) for reason, count in sorted(total.excluded.items())]
    return [Step(None, everything), *down, Step(None, total.n)]


def _notes(facts: Facts, question: Question) -> list[str]:
    notes = ["deals_in_full"] if _tells_deals_in_full(question) else []
    notes += ["to_date"] if question.to_date and question.metric.is_growth else []
    if question.choices.get("start") == "negotiation":
        fallback = facts.all(statement("without_negotiation"))
        notes += ["no_negotiation_mark"] if fallback[0][0] else []
    return notes


def _tells_deals_in_full(question: Question) -> bool:
    return question.choices.get("income") == "agi" and question.choices.get("basis") != "invoiced"


def _settings(question: Question) -> dict[str, Any]:
    """Every choice that was made, defaults included."""
    scope = {by.value: entity_id for by, entity_id in question.filters.items()}
    return {**question.choices, "currency": question.currency, **({"filters": scope} if scope else {})}


def _outcomes(facts: Facts, question: Question, relation: str) -> dict[str, int]:
    """How many counted rows there are of each outcome."""
    found = facts.all(composed("outcomes", credited=credited(question, relation)))
    return {outcome: rows for outcome, rows in found if outcome}


_ONLY = {
    "": "TRUE", "counted": "reason IS NULL", "excluded": "reason IS NOT NULL", "above": "reason IS NULL AND num <> 0",
}  # fmt: skip


def _rows(facts: Facts, question: Question, relation: str, limit: int, only: str = "") -> list[ResultRow]:
    if limit <= 0:
        return []
    wanted = _ONLY.get(only, "reason IS NULL AND outcome = $only")
    values = {"limit": limit, **({} if only in _ONLY else {"only": only})}
    found = facts.all(composed("rows", credited=credited(question, relation), only=wanted), values)
    workspace_id = question.actor.workspace_id
    kinds = [question.metric.kind_of(row[9]) for row in found]
    records = records_of(((kind, row[0]) for kind, row in zip(kinds, found, strict=True)), workspace_id)
    owners = members_of((row[12] for row in found if row[12] is not None), workspace_id)
    return [
        ResultRow(
            Row._make((*one[:6], one[6] is None, one[6], one[7])),
            *records.get((kind, one[0]), ("", "")),
            day_of_number(one[8]),
            *one[9:12],
            *owners.get(one[12], (None, None)),
        )
        for kind, one in zip(kinds, found, strict=True)
    ]
