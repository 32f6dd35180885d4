"""What has to be asked once before an import: unknown names, unclear dates, strange stages."""

from __future__ import annotations

import dataclasses
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

from saphan.core.errors import RuleBroken
from saphan.core.reading import DateOrder, date_order, read_date
from saphan.core.reading.columns import Kind as Cells
from saphan.core.text import fold
from saphan.exchange.kinds import KINDS, Importer
from saphan.exchange.kinds.base import says_nothing
from saphan.exchange.kinds.opportunities import OUTCOMES
from saphan.exchange.mapping import Mapping
from saphan.exchange.models import ImportRun
from saphan.exchange.runs import source_of
from saphan.workspace.actor import Actor

MOST_TEXTS = 50_000  # distinct texts of one column that are remembered
SHOWN = 200


@dataclass
class Question:
    """One thing to answer. `text` is what the file says, `rows` how often, `proposal` what it may mean.

    `kind`: "relation" (an unknown name), "stage" (an unknown stage), "date_order".
    """

    kind: str
    field: str
    text: str = ""
    rows: int = 0
    proposal: str = ""
    choices: list[str] = dataclasses.field(default_factory=list)


@dataclass(frozen=True)
class Finding:
    """What somebody will be asked, or get back, about one field: how many texts in how many rows, and the first.

    `kind` is a question's, or "date" for dates that cannot be read.
    """

    kind: str
    field: str
    texts: int
    rows: int
    first: str


def questions(run: ImportRun, mapping: Mapping, actor: Actor) -> list[Question]:
    """Everything in the file that its mapping leaves open, the most frequent first. Reads the file once."""
    importer = KINDS[run.kind](actor, mapping, run.headers)
    return _questions(importer, _texts(run, importer))


def names_to_create(run: ImportRun, mapping: Mapping, actor: Actor) -> dict[str, list[str]]:
    """By field, every unknown name that the mapping lets the import create."""
    importer = KINDS[run.kind](actor, mapping, run.headers)
    return {
        key: [text for text, _ in _unknown(importer, key, counts)]
        for key, counts in _texts(run, importer).items()
        if key in mapping.create and importer.fields[key].relation
    }


def findings(run: ImportRun, importer: Importer) -> list[Finding]:
    """The same in short, field by field, with the dates that cannot be read. Names to be created are settled."""
    seen = _texts(run, importer)
    asked = [each for each in _questions(importer, seen) if each.field not in importer.mapping.create]
    found = []
    for kind, field in dict.fromkeys((each.kind, each.field) for each in asked):
        alike = [each for each in asked if (each.kind, each.field) == (kind, field)]
        found.append(Finding(kind, field, len(alike), sum(each.rows for each in alike), alike[0].text))
    return found + _unreadable_dates(importer, seen)


def _questions(importer: Importer, seen: dict[str, Counter[str]]) -> list[Question]:
    return [
        *_unclear_dates(importer, seen),
        *_unknown_stages(importer, seen),
        *_unknown_names(importer, seen),
    ]


def _unreadable_dates(importer: Importer, seen: dict[str, Counter[str]]) -> list[Finding]:
    found = []
    for key, counts in seen.items():
        if importer.fields[key].kind != Cells.DATE:
            continue
        unread = {text: rows for text, rows in counts.items() if not _is_date(text)}
        if unread:
            found.append(Finding("date", key, len(unread), sum(unread.values()), next(iter(unread))))
    return found


def _is_date(text: str) -> bool:
    """Whether the text is a date in one order or another."""
    for order in (DateOrder.YMD, DateOrder.DMY, DateOrder.MDY):
        with suppress(RuleBroken):
            read_date(text, order)
            return True
    return False


def _texts(run: ImportRun, importer: Importer) -> dict[str, Counter[str]]:
    """Distinct texts of every column that may raise a question."""
    asked = {key for _, key in importer.places if _may_ask(importer, key)}
    places = [(place, key) for place, key in importer.places if key in asked]
    seen: dict[str, Counter[str]] = {key: Counter() for key in asked}
    with source_of(run).open() as table:
        next(table, None)
        for row in table:
            for place, key in places:
                text = row.cells[place].strip()
                if not says_nothing(importer.fields[key], text) and (
                    text in seen[key] or len(seen[key]) < MOST_TEXTS
                ):
                    seen[key][text] += 1
    return seen


def _may_ask(importer: Importer, key: str) -> bool:
    each = importer.fields[key]
    return bool(each.relation) or each.kind == Cells.DATE or key == "stage"


def _unclear_dates(importer: Importer, seen: dict[str, Counter[str]]) -> list[Question]:
    if importer.mapping.date_order:
        return []
    texts = [
        text for key, counts in seen.items() if importer.fields[key].kind == Cells.DATE for text in counts
    ]
    if date_order(texts) is not DateOrder.AMBIGUOUS:
        return []
    return [Question("date_order", "date_order", text=texts[0], rows=len(texts), choices=["dmy", "mdy"])]


def _unknown_stages(importer: Importer, seen: dict[str, Counter[str]]) -> list[Question]:
    if "stage" not in seen:
        return []
    known = getattr(importer, "by_stage_name", {})
    answered = importer.mapping.answers.get("stage", {})
    outcomes = {word for status, words in OUTCOMES.items() for word in (status.value, *words)}
    choices = [stage.name for stage in getattr(importer, "stages", [])] + [
        status.value for status in OUTCOMES
    ]
    return [
        Question("stage", "stage", text, rows, choices=choices)
        for text, rows in seen["stage"].most_common(SHOWN)
        if text not in answered and fold(text) not in known and fold(text) not in outcomes
    ]


def _unknown_names(importer: Importer, seen: dict[str, Counter[str]]) -> list[Question]:
    found = []
    for key, counts in seen.items():
        relation = importer.fields[key].relation
        if not relation:
            continue
        names = importer.relations[relation]
        found += [
            Question("relation", key, text, rows, proposal=names.proposal(text))
            for text, rows in _unknown(importer, key, counts)[:SHOWN]
        ]
    return found


def _unknown(importer: Importer, key: str, counts: Counter[str]) -> list[tuple[str, int]]:
    """Texts of a relation that nothing is known by and nobody answered, the most frequent first."""
    names = importer.relations[importer.fields[key].relation]
    answered = importer.mapping.answers.get(key, {})
    return [
        (text, rows)
        for text, rows in counts.most_common()
        if text not in answered and names.get(text) is None
    ]


def settle_dates(run: ImportRun, mapping: Mapping, actor: Actor) -> None:
    """Fix the order of days and months where the whole file leaves no doubt.

    Raises RuleBroken("date.order_unclear") where somebody has to say.
    """
    if mapping.date_order:
        return
    importer = KINDS[run.kind](actor, mapping, run.headers)
    seen = _texts(run, importer)
    texts = [
        text for key, counts in seen.items() if importer.fields[key].kind == Cells.DATE for text in counts
    ]
    order = date_order(texts)
    if order is DateOrder.AMBIGUOUS:
        raise RuleBroken("date.order_unclear", field="date_order", text=texts[0])
    mapping.date_order = order.value
