"""Turns a question into sums: the SQL of its rows, limited to what the actor may see, added up per group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from saphan.core.kpi import WHOLE, Measured, Row
from saphan.core.kpi.measured import Reason
from saphan.core.kpi.retention import KEYS as RETENTIONS
from saphan.core.late import np
from saphan.core.period import Period
from saphan.measures.facts import Facts
from saphan.measures.facts.days import day_number
from saphan.measures.question import OF_TIME, By, Question
from saphan.measures.statements import composed, statement
from saphan.workspace.models import Team, Territory
from saphan.workspace.rights import Right

TOP_TERRITORY = "top_id"
OTHER_READINGS = frozenset(
    {"constant", "reported", "flow", "stock", "answer_rate", "as_of_event", "like_for_like", *RETENTIONS}
)
_COLUMNS = {
    By.OWNER: "owner_id", By.TEAM: "team_id", By.TERRITORY: "territory_id", By.OFFERING: "offering_id",
    By.PIPELINE: "pipeline_id", By.TYPE: "type", By.CURRENCY: "currency",
}  # fmt: skip
_LIST = "(SELECT id FROM picked WHERE dimension = '{dimension}')"
_SHARES = {
    "deal_share": "LEFT JOIN deal_share h ON h.deal_id = r.deal_id"
    " AND h.valid_from <= r.effective_at AND r.effective_at < h.valid_to",
    "order_share": "LEFT JOIN order_share h ON h.order_id = r.entity_id AND h.family IS NOT DISTINCT FROM r.family",
}


@dataclass(frozen=True)
class Slot:
    """A stretch of time to answer for, with the base it is compared with where the metric grows."""

    period: Period
    base: Period | None = None


@dataclass
class Sums:
    """What was counted for one group of one slot."""

    rows: list[Row] = field(default_factory=list)
    n: int = 0
    excluded: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, count: int, reason: str | None, together: Row) -> None:
        """`count` rows with one fate, summed up in one row `together`."""
        if reason is None:
            self.n += count
        else:
            self.excluded[reason.partition(":")[0]] += count
        self.rows.append(together)

    def spread(self, each: list[Row]) -> None:
        """Put every row in place of the sum that was added last."""
        self.rows[-1:] = each

    def answer(self, question: Question, other: Sums | None = None) -> Measured:
        """The metric's answer from these sums. `other` are those of the reading shown beside it."""
        metric = question.metric
        measured = metric.definition.measure(
            self.rows, question.choices, currency=question.currency, other_rows=other.rows if other else None
        )
        measured = _with_counts(measured, self, own_n=metric.own_n)
        for name in OTHER_READINGS & set(measured.companions):
            beside = {name: _with_counts(measured.companions[name], other or self)}
            measured = replace(measured, companions={**measured.companions, **beside})
        if missing := metric.needs(question.choices):
            measured = replace(
                measured, value=None, reason=Reason.MISSING_INPUT, missing=missing, interval=None
            )
        return measured


Summary = dict[tuple[int, bool, Any], Sums]


def prepare(facts: Facts, question: Question, slots: list[Slot]) -> None:
    """Lay out what the statements refer to: instants, slots and the ids that the scope names."""
    run = facts.connection.execute
    run(f"SET VARIABLE as_of = {int(question.business_time)}::BIGINT")
    run(f"SET VARIABLE known_day = {day_number(question.today)}::INTEGER")
    run("SET VARIABLE target = $currency", {"currency": question.currency})
    facts.fill("slot", _slot_columns(facts, slots))
    run(statement("slot_days"))
    fill_picked(facts, _picked(question))


def fill_picked(facts: Facts, ids_of: Iterable[tuple[str, Iterable[int]]]) -> None:
    """Lay out the ids of each dimension for `scope_of`."""
    pairs = [(dimension, entity_id) for dimension, ids in ids_of for entity_id in ids]
    columns = {
        "dimension": np.array([dimension for dimension, _ in pairs] or [""], dtype=object),
        "id": np.array([entity_id for _, entity_id in pairs] or [-1], dtype=np.int64),
    }
    facts.fill("picked", columns)


def credited(question: Question, relation: str) -> str:
    """SQL of a metric's rows inside the question's scope, weighed by what of each is credited there."""
    metric = question.metric
    stock = "i_value" in relation
    shared = question.by is By.OFFERING or By.OFFERING in question.filters
    parts = {"num": "r.num", "den": "r.den", "weight": str(WHOLE), "offering": "NULL::BIGINT", "shares": ""}
    if metric.is_growth and not stock:
        parts["num"] = "CASE WHEN r.part = 'now' THEN r.num ELSE 0 END"
        parts["den"] = "CASE WHEN r.part = 'base' THEN r.num ELSE 0 END"
    if shared and metric.shares_money:
        relation = composed("shared_money", relation=relation)
        parts |= {"weight": "r.weight", "offering": "r.offering_id"}
        return composed(
            "credited_again", relation=relation, scope=_scope(question), **_only(parts, "num", "den")
        )
    if shared:
        parts |= {
            "weight": f"coalesce(h.weight, {WHOLE})",
            "offering": "h.offering_id",
            "shares": _SHARES[metric.shares],
        }
    return composed("credited", relation=relation, scope=_scope(question), **parts)


def summarise(facts: Facts, question: Question, relation: str, *, key: str | None = None) -> Summary:
    """Sums by (slot, is it the slot's total, group). `key` is a column to use for the question's."""
    question.metric.lay_out(facts, question.choices, question.currency)
    join = "LEFT JOIN top USING (territory_id)" if key == TOP_TERRITORY else ""
    key = key or (_COLUMNS[question.by] if question.by and question.by not in OF_TIME else None)
    each = ", weight, den" if question.metric.spreads else ""
    sets = [f"(slot, reason{each})", *([f"(slot, {key}, reason{each})"] if key else [])]
    shared = question.by is By.OFFERING or By.OFFERING in question.filters
    sql = composed(
        "summary",
        credited=credited(question, relation),
        join=join,
        is_total=f"grouping({key}) = 1" if key else "TRUE",
        key=f"CAST({key} AS VARCHAR)" if key else "NULL",
        values="list(CAST(num AS BIGINT))" if each else "NULL",
        weight="weight" if each else "1",
        **{side: _sum(side, shared=shared) for side in ("num", "den", "beside")},
        count="count(DISTINCT (part, entity_id, event_id))"
        if shared or "i_value" in relation
        else "count(*)",
        sets=", ".join(sets),
    )
    found: Summary = defaultdict(Sums)
    for slot, is_total, group, reason, values, weight, num, den, beside, rows in facts.all(sql):
        found[slot, is_total, group].add(
            rows, reason, Row(0, 0, 0, num, den, 1, reason is None, reason, beside)
        )
        if values is not None and reason is None:
            each_den = int(den) // (len(values) * (weight if shared else WHOLE) or 1)
            each_row = [Row(0, 0, 0, value, each_den, weight) for value in values]
            found[slot, is_total, group].spread(each_row)
    return found


def _sum(side: str, *, shared: bool) -> str:
    """Rows that all weigh the same are added up before they are weighed, which is cheaper."""
    return f"sum(CAST({side} AS HUGEINT) * weight)" if shared else f"CAST(sum({side}) AS HUGEINT) * {WHOLE}"


def _only(parts: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: parts[name] for name in names}


def _slot_columns(facts: Facts, slots: Iterable[Slot]) -> dict[str, Any]:
    start_of = facts.zones.start_of
    numbered = [(i, "now", slot.period) for i, slot in enumerate(slots)]
    numbered += [(i, "base", slot.base) for i, slot in enumerate(slots) if slot.base is not None]
    return {
        "slot": np.array([i for i, _, _ in numbered], dtype=np.int32),
        "part": np.array([part for _, part, _ in numbered], dtype=object),
        "start_day": np.array([day_number(p.start) for _, _, p in numbered], dtype=np.int32),
        "end_day": np.array([day_number(p.end) for _, _, p in numbered], dtype=np.int32),
        "start_at": np.array([start_of(p.start) for _, _, p in numbered], dtype=np.int64),
        "end_at": np.array([start_of(p.end) for _, _, p in numbered], dtype=np.int64),
    }


def _picked(question: Question) -> Iterator[tuple[str, Iterable[int]]]:
    """Ids by dimension: owners the actor may read, and what the filters name with everything below it."""
    return picked(question.actor.workspace_id, question.filters, readable_owners(question))


def picked(
    workspace_id: int, filters: Mapping[By, int], readable: Iterable[int] | None
) -> Iterator[tuple[str, Iterable[int]]]:
    """Ids by dimension: readable owners (None: all), and what the filters name with everything below it."""
    if readable is not None:
        yield "readable", readable
    trees: dict[By, Any] = {By.TEAM: Team, By.TERRITORY: Territory}
    for by, chosen in filters.items():
        if by in trees:
            model = trees[by]
            path = (
                model.objects.filter(pk=chosen, workspace_id=workspace_id)
                .values_list("path", flat=True)
                .first()
            )
            below = model.objects.filter(workspace_id=workspace_id, path__startswith=path or "-")
            yield by.value, {chosen, *below.values_list("pk", flat=True)}
        else:
            yield by.value, [chosen]


def readable_owners(question: Question) -> frozenset[int] | None:
    """Owners whose rows enter the figure; None means all."""
    return None if question.whole else question.actor.owners_within(Right.READ)


def _scope(question: Question) -> str:
    """The predicate over the owner, team, … credited at each event."""
    wanted = [(by.value, _COLUMNS[by]) for by in question.filters]
    if readable_owners(question) is not None:
        wanted.append(("readable", "owner_id"))
    return inside(wanted)


def inside(wanted: Iterable[tuple[str, str]]) -> str:
    """The predicate that each column holds an id picked for its dimension, from pairs of both names."""
    texts = [f"{column} IN {_LIST.format(dimension=dimension)}" for dimension, column in wanted]
    return " AND ".join(texts) or "TRUE"


def scope_without(question: Question, dimension: By) -> str:
    """As the scope, with one of its filters left open."""
    filters = {by: chosen for by, chosen in question.filters.items() if by is not dimension}
    return _scope(replace(question, filters=filters))


def _with_counts(measured: Measured, sums: Sums, *, own_n: bool = False) -> Measured:
    """The same answer with the number of rows behind the sums it was reduced from, unless it has its own."""
    n = measured.n if own_n else sums.n
    beside = {name: _with_counts(one, sums, own_n=own_n) for name, one in measured.companions.items()}
    return replace(measured, n=n, excluded=dict(sums.excluded), companions=beside)
