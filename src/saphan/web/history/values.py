"""Old and new values of the journal as people read them. References are looked up once per page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db.models import DateField, ForeignKey, Model
from django.utils.translation import gettext as _

from saphan.core.format import full_money
from saphan.journal.models import BORN, Entry
from saphan.measures.words import NAMES
from saphan.web.history.attributes import LABELS, UNTOLD
from saphan.web.reader import Reader
from saphan.workspace.models import kinds

Names = Mapping[tuple[Any, int], str]  # of records, by model and key


@dataclass(frozen=True)
class ChangedValue:
    """One attribute that changed."""

    label: str
    before: str
    after: str


class ValueWriter:
    """Writes journal values; give it every entry of a page at once, and names that need no looking up."""

    def __init__(self, entries: Iterable[Entry], reader: Reader, names: Names = MappingProxyType({})) -> None:
        self._reader, self._kinds = reader, kinds()
        self._names = {**names, **self._look_up(list(entries), names)}

    def changed(self, entries: Iterable[Entry]) -> list[ChangedValue]:
        """The told attributes of one change, in their order. A birth is one line without values."""
        own = [entry for entry in entries if entry.attribute not in UNTOLD and entry.attribute != BORN]
        currencies = {entry.after for entry in own if entry.attribute == "currency"}
        return [self._one(entry, next(iter(currencies), "")) for entry in own]

    def _one(self, entry: Entry, currency: str) -> ChangedValue:
        label = LABELS.get(entry.attribute, entry.attribute)
        return ChangedValue(
            str(label), self._text(entry, entry.before, currency), self._text(entry, entry.after, currency)
        )

    def _text(self, entry: Entry, value: Any, currency: str) -> str:
        if value in (None, "", [], {}):
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if entry.attribute in _WRITTEN:
            return str(_WRITTEN[entry.attribute](value, currency))
        field = self._field(entry)
        if isinstance(field, ForeignKey):
            return self._names.get((field.related_model, value), f"#{value}")
        if entry.attribute.endswith("_minor"):
            return self._reader.money(value, currency or self._reader.currency)
        if entry.attribute == "removed_at":
            return self._reader.moment(value)
        if field is not None and field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(field, DateField) or entry.attribute.endswith(("_on", "_date")):
            return self._reader.full_day(date.fromisoformat(value))
        return _joined(value)

    def _field(self, entry: Entry) -> Any:
        model = self._kinds.get(entry.kind)
        fields = model._meta.concrete_fields if model else ()
        return next((field for field in fields if field.attname == entry.attribute), None)

    def _look_up(self, entries: list[Entry], known: Names) -> dict[tuple[Any, int], str]:
        wanted: dict[type[Model], set[int]] = defaultdict(set)
        for entry in entries:
            field = self._field(entry)
            if isinstance(field, ForeignKey):
                model = field.related_model
                pair = (entry.before, entry.after)
                wanted[model] |= {value for value in pair if value and (model, value) not in known}
        return {
            (model, pk): str(record)
            for model, ids in wanted.items()
            if ids
            for pk, record in model._base_manager.in_bulk(list(ids)).items()
        }


def _target(amount: int, currency: str) -> str:
    return full_money(amount, currency) if currency else f"{amount / 100:g}"


# Attributes whose values are keys or whole numbers of something smaller.
_WRITTEN: dict[str, Callable[[Any, str], Any]] = {
    "metric": lambda key, _currency: NAMES.get(key, key),
    "acquisition_share": lambda share, _currency: f"{share / 100:g}%",
    "amount": _target,
}


def _joined(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(str(part) for part in value.values())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
