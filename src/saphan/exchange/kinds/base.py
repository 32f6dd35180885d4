"""What every kind of import has in common: fields, the conversion of cells, and look-ups by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as Choices
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from saphan.core.errors import RuleBroken, SaphanError
from saphan.core.money import TitleUnit, title_unit
from saphan.core.money.currencies import MINOR_UNITS, exponent
from saphan.core.money.reading import currency_named, parse_amount
from saphan.core.reading import Field, TableRow, read_date, read_whole
from saphan.core.reading.columns import Kind as Cells
from saphan.exchange.kinds.names import Names
from saphan.exchange.mapping import Mapping
from saphan.workspace.actor import Actor

LONGEST_TEXT = 20_000
MOST_REMEMBERED, SHORT = 50_000, 60
NOTHING = frozenset(("-", "–", "—", "n/a", "#n/a", "null", "(null)", "none", "nan", "\\n"))
Values = dict[str, Any]


@dataclass(frozen=True)
class ImportField(Field):
    """A field that a column can go to. `relation` names the look-up that its texts are resolved in.

    A required field may also be told by another one: `instead` names those, the best first.
    """

    required: bool = False
    instead: tuple[str, ...] = ()
    relation: str = ""
    longest: int = LONGEST_TEXT


@dataclass
class Problem:
    """Why a row stays out."""

    row: TableRow
    code: str
    field: str
    values: dict[str, Any]


@dataclass
class Outcome:
    """What becomes of some rows. `flags` counts rows that go in although something is missing."""

    created: int = 0
    known: int = 0  # rows whose record is here already
    updated: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    flags: dict[str, int] = field(default_factory=dict)

    def flag(self, code: str) -> None:
        self.flags[code] = self.flags.get(code, 0) + 1


class Importer:
    """One kind of import. A subclass names its fields, loads its look-ups, plans and commits converted rows.

    A plan reads and judges; it is all that a trial does. Committing it writes, inside an action.
    """

    KEY: ClassVar[str]
    FIELDS: ClassVar[tuple[ImportField, ...]]
    NOUNS: ClassVar[tuple[str, ...]] = ()  # what other programs call such a record, and put before its titles

    def __init__(self, actor: Actor, mapping: Mapping, headers: Sequence[str]) -> None:
        self.actor, self.mapping = actor, mapping
        self.currency = mapping.currency or actor.workspace.currency
        self.headers = list(headers)
        self.fields = {each.key: each for each in self.FIELDS}
        self.relations: dict[str, Names] = {}
        self._seen: set[str] = set()
        self._read_before: dict[tuple[str, str, str], Any] = {}
        self.places = self._places(headers)
        self.title_units = self._title_units(headers)
        self.check_mapping()
        self.load()

    def load(self) -> None:
        """Fill `relations`. Called once per session, again after a crash."""

    def plan(self, rows: list[tuple[TableRow, Values]], outcome: Outcome) -> Any:
        """Judge converted rows and count in `outcome` what would become of them. Writes nothing."""
        raise NotImplementedError

    def commit(self, plan: Any, outcome: Outcome) -> None:
        """Write what was planned, inside an action."""
        raise NotImplementedError

    def fill(self, values: Values) -> None:
        """Tell from the other cells what a required field leaves out."""
        for each in self.FIELDS:
            if each.instead and not values.get(each.key):
                values[each.key] = next((values[key] for key in each.instead if values.get(key)), None)

    def first_time(self, key: str) -> bool:
        """Whether no earlier row of this session had the key; an empty key is always new."""
        if not key:
            return True
        new = key not in self._seen
        self._seen.add(key)
        return new

    def finish(self, rows: Iterable[tuple[TableRow, Values]]) -> None:
        """What can only be done when every row is in; must be harmless when done twice."""

    def check_mapping(self) -> None:
        """Raises RuleBroken("mapping.field_unknown" | "mapping.column_unknown" | "mapping.field_missing")."""
        given = {key for _, key in self.places} | set(self.mapping.constants)
        for key in given:
            if key not in self.fields:
                raise RuleBroken("mapping.field_unknown", field=key)
        for each in self.FIELDS:
            if each.required and given.isdisjoint((each.key, *each.instead)):
                raise RuleBroken(
                    "mapping.field_missing", field=each.key, wanted=each.key, titles=self.headers
                )

    def convert(self, row: TableRow, outcome: Outcome) -> Values | None:
        """The row's values by field; None when one of them cannot be read, with the problem in `outcome`."""
        if not row.fits and any(cell.strip() for cell in row.cells[self.width :]):
            outcome.problems.append(
                Problem(row, "row.too_long", "", {"cells": len(row.cells), "titles": self.width})
            )
            return None
        values: Values = {}
        key = ""
        try:
            texts = list(self.texts(row))
            currency = self.row_currency(texts)
            for key, text in texts:
                values[key] = self.value(self.fields[key], text, currency)
            if "currency" in self.fields:
                values["currency"] = currency
            self.fill(values)
            for key in self.needed:
                if values.get(key) in (None, ""):
                    raise RuleBroken("field.required", field=key)
        except SaphanError as error:
            outcome.problems.append(Problem(row, error.code, error.field or key, dict(error.values)))
            return None
        return values

    def row_currency(self, texts: Iterable[tuple[str, str]]) -> str:
        """The currency of a row's amounts: of its own column, else named beside an amount or in its title, else
        the file's.

        Raises RuleBroken("money.unknown_currency" | "money.which_currency").
        """
        if "currency" not in self.fields:
            return self.currency
        named: str | None = None
        for key, text in texts:
            each = self.fields[key]
            if key == "currency" and not says_nothing(each, text):
                return self._as_currency(each, self.meaning(key, text))
            if each.kind == Cells.AMOUNT and named is None:
                named = currency_named(text, self.currency)
        return named or self._titled_currency or self.currency

    @cached_property
    def _titled_currency(self) -> str | None:
        mark = next((unit.mark for unit in self.title_units.values() if unit.mark), "")
        return currency_named(f"{mark} 1", self.currency) if mark else None

    def value(self, each: ImportField, text: str, currency: str) -> Any:
        """One cell as its field wants it, an amount in that currency; an empty cell is None."""
        text = self.meaning(each.key, text)
        if says_nothing(each, text):
            return None
        # The same owners, products and days come thousands of times.
        place = (each.key, text, currency if each.kind == Cells.AMOUNT else "")
        known = self._read_before.get(place)
        if known is None:
            known = self._read(each, text, currency)
            if len(self._read_before) < MOST_REMEMBERED and len(text) < SHORT:
                self._read_before[place] = known
        return known

    def _read(self, each: ImportField, text: str, currency: str) -> Any:
        if each.relation:
            return self.related(each, text)
        if each.kind == Cells.AMOUNT:
            mark = self.mapping.decimal_mark or None
            times = self._times(each, text)
            return parse_amount(text, currency, decimal_mark=mark, rounds=mark is not None, times=times).minor
        return _READERS.get(each.kind, Importer._as_text)(self, each, text)

    def _times(self, each: ImportField, text: str) -> int:
        """What a bare number of the column counts; under 金额（万元） 3500元 is 3500 and not 3500万."""
        unit = self.title_units.get(each.key, TitleUnit())
        is_own = bool(unit.mark) and currency_named(text, self.currency) is not None
        return 1 if is_own else unit.times

    def meaning(self, key: str, text: str) -> str:
        """What a text of the file stands for, where somebody was asked; else itself."""
        return self.mapping.answers.get(key, {}).get(text, text)

    def related(self, each: ImportField, text: str) -> int:
        """The id of what a text names. Raises RuleBroken("relation.unknown")."""
        found = self.relations[each.relation].get(text)
        if found is None:
            raise RuleBroken("relation.unknown", field=each.key, text=text)
        return found

    @property
    def width(self) -> int:
        return self._width

    def _places(self, headers: Sequence[str]) -> list[tuple[int, str]]:
        self._width = len(headers)
        for title in self.mapping.columns:
            if title not in headers:
                raise RuleBroken("mapping.column_unknown", field=title)
        chosen = [(place, self.mapping.columns.get(title, "")) for place, title in enumerate(headers)]
        self.needed = [each.key for each in self.FIELDS if each.required]
        return [(place, key) for place, key in chosen if key]

    def _title_units(self, headers: Sequence[str]) -> dict[str, TitleUnit]:
        """By amount field, the currency and multiplier that the title of its column states."""
        found = {key: title_unit(headers[place]) for place, key in self.places if key in self.fields}
        return {
            key: unit
            for key, unit in found.items()
            if self.fields[key].kind == Cells.AMOUNT and unit != TitleUnit()
        }

    def texts(self, row: TableRow) -> Iterable[tuple[str, str]]:
        """Field and text of every cell that goes somewhere, constants first."""
        for key, text in self.mapping.constants.items():
            yield key, text
        for place, key in self.places:
            yield key, _unguarded(row.cells[place].strip())

    def _as_text(self, each: ImportField, text: str) -> str:
        if len(text) > each.longest:
            raise RuleBroken("field.too_long", field=each.key, most=each.longest)
        return text

    def _as_date(self, each: ImportField, text: str) -> date:
        return read_date(text, self.mapping.order).date

    def _as_number(self, each: ImportField, text: str) -> int:
        number = read_whole(text)
        if number is None:
            raise RuleBroken("field.not_a_number", field=each.key, text=text)
        return number

    def _as_currency(self, each: ImportField, text: str) -> str:
        """A code, or a sign that means one. Raises RuleBroken("money.unknown_currency" | "money.which_currency")."""
        code = text.strip().upper()
        if code not in MINOR_UNITS:
            code = currency_named(f"{text} 1", self.currency) or code
        exponent(code)
        return code


_READERS: dict[str, Callable[[Importer, ImportField, str], Any]] = {
    Cells.DATE: Importer._as_date,
    Cells.NUMBER: Importer._as_number,
    Cells.CURRENCY: Importer._as_currency,
}


def _unguarded(text: str) -> str:
    """Take off the apostrophe that our own exports put before what a spreadsheet would run as a formula."""
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in GUARDED else text


def says_nothing(each: ImportField, text: str) -> bool:
    """Whether a cell is empty, or holds what programs write for that where no words are expected."""
    return text == "" or (each.kind != Cells.TEXT and text.casefold() in NOTHING)


def words_of(choices: Choices[Any, Iterable[str]]) -> frozenset[str]:
    """Everything that a cell may say for one of the choices."""
    return frozenset(word for choice, words in choices.items() for word in (str(choice.value), *words))


# Signs with which a spreadsheet starts a formula, their full-width forms included.
GUARDED = "=+-@\t\r＝＋－＠'"
