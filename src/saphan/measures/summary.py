"""Turns a question into sums: the SQL of its rows, limited to what the actor may see, added up per group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from saphan.core.kpi import WHOLE, Row
from saphan.core.kpi.distribution import Points
from saphan.core.late import np
from saphan.measures.adding import Rows, Wanted, add_up, of_slots, on_days
from saphan.measures.facts import Facts
from saphan.measures.facts.days import day_number
from saphan.measures.question import OF_TIME, By, Question
from saphan.measures.relations import Relation
from saphan.measures.statements import composed, statement
from saphan.measures.sums import Slot, Summary, Sums
from saphan.workspace.models import Team, Territory
from saphan.workspace.rights import Right

_COLUMNS = {
    By.OWNER: "owner_id", By.TEAM: "team_id", By.TERRITORY: "territory_id", By.OFFERING: "offering_id",
    By.PIPELINE: "pipeline_id", By.TYPE: "type", By.CURRENCY: "currency",
}  # fmt: skip
_HALF, _NINTH = Fraction(1, 2), Fraction(9, 10)
_LIST = "(SELECT id FROM picked WHERE dimension = '{dimension}')"
_SHARES = {
    "deal_share": "LEFT JOIN deal_share h ON h.deal_id = r.deal_id"
    " AND h.valid_from <= r.effective_at AND r.effective_at < h.valid_to",
    "order_share": "LEFT JOIN order_share h ON h.order_id = r.entity_id AND h.family IS NOT DISTINCT FROM r.family",
}


def prepare(facts: Facts, question: Question, slots: Sequence[Slot]) -> None:
    """Say which stretches of time are asked about. What statements refer to is laid out before the first of them."""
    facts.laid_out.clear()
    facts.laid_out["slots"] = slots
    facts.laid_out["picked"] = dict(_picked(question))
    facts.laid_out["as_of"], facts.laid_out["known_day"] = (
        int(question.business_time),
        day_number(question.today),
    )
    facts.before_statements(lambda: _lay_out(facts, question, slots))


def _lay_out(facts: Facts, question: Question, slots: Sequence[Slot]) -> None:
    """Lay out what the statements refer to: instants, slots and the ids that the scope names."""
    run = facts.connection.execute
    run(f"SET VARIABLE as_of = {int(question.business_time)}::BIGINT")
    run(f"SET VARIABLE known_day = {day_number(question.today)}::INTEGER")
    run("SET VARIABLE target = $currency", {"currency": question.currency})
    facts.fill("slot", _slot_columns(facts, slots))
    run(statement("slot_days"))
    fill_picked(facts, facts.laid_out["picked"].items())


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
    shared = _is_shared(question)
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


def summarise(
    facts: Facts, question: Question, relation: Relation, *, tops: Mapping[int, int] | None = None
) -> Summary:
    """Sums by (slot, is it the slot's total, group). `tops` groups by territory, each as the one above it."""
    rows = None if _is_shared(question) else _rows_in_columns(facts, question, relation)
    if rows is not None:
        found = add_up(rows, _wanted_of(question, facts, tops))
        if relation.rest:
            _join(found, _stated(facts, question, relation._replace(sql=relation.rest), tops))
        return found
    return _stated(facts, question, relation, tops)


def _join(found: Summary, more: Summary) -> None:
    for place, sums in more.items():
        for reason, amounts in sums.fates.items():
            found[place].add(reason, amounts)


def _stated(facts: Facts, question: Question, relation: Relation, tops: Mapping[int, int] | None) -> Summary:
    """The sums as a statement gives them."""
    relation.lay_out(facts, question.choices, question.currency)
    if tops is not None and "top" not in facts.laid_out:
        facts.fill("top", _top_columns(tops))
        facts.laid_out["top"] = True
    return _from_statement(facts, _Statement(question, relation.sql, None if tops is None else "top_id"))


def _rows_in_columns(facts: Facts, question: Question, relation: Relation) -> Rows | None:
    """The rows where they lie ready in columns, or are worked out in columns; None where a statement adds them up."""
    if relation.columns is not None:
        return of_slots(relation.columns(facts, question.choices, question.currency))
    if not relation.pieces or not facts.state.is_present:
        return None
    return on_days(
        [
            one
            for piece in relation.pieces
            for one in facts.state.columns(piece, question.currency, facts.laid_out["as_of"])
        ]
    )


def _wanted_of(question: Question, facts: Facts, tops: Mapping[int, int] | None) -> Wanted:
    asked = facts.laid_out
    column = _COLUMNS[question.by] if question.by and question.by not in OF_TIME else None
    return Wanted(
        asked["slots"], asked["as_of"], asked["known_day"],
        [(name, asked["picked"].get(dimension, ())) for dimension, name in _wanted(question)],
        "territory_id" if tops is not None else column, tops,
        is_growth=question.metric.is_growth, has_points=question.metric.has_points,
    )  # fmt: skip


def _is_shared(question: Question) -> bool:
    return question.by is By.OFFERING or By.OFFERING in question.filters


def _from_statement(facts: Facts, sums: _Statement) -> Summary:
    found: Summary = defaultdict(Sums)
    for slot, is_total, group, reason, points, each, weight, count, *amounts in facts.all(sums.sql):
        places = [(slot, is_total, group)]
        if sums.adds_up:
            places.append((slot, True, None))
        for place in places:
            found[place].add(reason, (count, *map(int, amounts)))
        if reason is None and points is not None:
            found[places[0]].points = Points(
                points[0], {_HALF: tuple(points[1:3]), _NINTH: tuple(points[3:])}
            )
        if reason is None and each is not None:
            own = int(amounts[1]) // (len(each) * (weight if sums.shared else WHOLE) or 1)
            found[places[0]].each += [Row(0, 0, 0, value, own, weight) for value in each]
    return found


class _Statement:
    """The SQL of sums. Where each row belongs to one group, the groups add up to the total."""

    def __init__(self, question: Question, relation: str, key: str | None) -> None:
        metric, is_stock = question.metric, "i_value" in relation
        self.shared = _is_shared(question)
        column = key or (_COLUMNS[question.by] if question.by and question.by not in OF_TIME else None)
        one_by_one = metric.needs_each(question.choices)
        self.adds_up = bool(column) and not (self.shared or is_stock or one_by_one or metric.has_points)
        self.sql = composed(
            "summary",
            credited=credited(question, relation),
            join="LEFT JOIN top USING (territory_id)" if key else "",
            is_total=("FALSE" if self.adds_up else f"grouping({column}) = 1") if column else "TRUE",
            key=f"CAST({column} AS VARCHAR)" if column else "NULL",
            points="points(list_sort(list(CAST(num AS BIGINT))))" if metric.has_points else "NULL",
            values="list(CAST(num AS BIGINT))" if one_by_one else "NULL",
            weight="weight" if one_by_one else "1",
            **{side: _sum(side, shared=self.shared) for side in ("num", "den", "beside")},
            count="count(DISTINCT (part, entity_id, event_id))" if self.shared or is_stock else "count(*)",
            groups=self._groups(column, ", weight, den" if one_by_one else ""),
        )

    def _groups(self, column: str | None, each: str) -> str:
        if column and not self.adds_up:
            return f"GROUPING SETS ((slot, reason{each}), (slot, {column}, reason{each}))"
        return f"slot, reason{each}{f', {column}' if column else ''}"


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
    return inside(_wanted(question))


def _wanted(question: Question) -> list[tuple[str, str]]:
    """Dimensions that ids were picked for, each with its column."""
    wanted = [(by.value, _COLUMNS[by]) for by in question.filters]
    return wanted if readable_owners(question) is None else [*wanted, ("readable", "owner_id")]


def inside(wanted: Iterable[tuple[str, str]]) -> str:
    """The predicate that each column holds an id picked for its dimension, from pairs of both names."""
    texts = [f"{column} IN {_LIST.format(dimension=dimension)}" for dimension, column in wanted]
    return " AND ".join(texts) or "TRUE"


def scope_without(question: Question, dimension: By) -> str:
    """As the scope, with one of its filters left open."""
    filters = {by: chosen for by, chosen in question.filters.items() if by is not dimension}
    return _scope(replace(question, filters=filters))


def _top_columns(tops: Mapping[int, int]) -> dict[str, Any]:
    return {
        "territory_id": np.array(list(tops) or [-1], dtype=np.int64),
        "top_id": np.array(list(tops.values()) or [-1], dtype=np.int64),
    }
