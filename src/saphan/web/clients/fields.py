"""Fields that read what people type into records, instants and tags."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from saphan.core.period import from_micros, to_micros
from saphan.web.settings.forms import TouchedForm
from saphan.workspace.models import Record

CODE = re.compile(r"[A-Z]+-\d+$")
MINUTE = "%Y-%m-%dT%H:%M"


class ClientForm(TouchedForm):
    """A form whose names per language are columns of their own."""

    COLUMNS: ClassVar[dict[str, str]] = {
        "owner": "owner_id", "territory": "territory_id", "parent": "parent_id", "unit": "unit_id",
        "reports_to": "reports_to_id",
    }  # fmt: skip
    # Fields that say something about the change itself.
    ASIDE: ClassVar[frozenset[str]] = frozenset({"version", "effective_on"})

    def changes(self) -> dict[str, Any]:
        """Attribute → new value, of the touched fields; references by id."""
        return self._by_column({name: _by_id(self.cleaned_data[name]) for name in self._touched()})

    def seen(self) -> dict[str, Any]:
        return self._by_column({name: _by_id(self._seen(name)) for name in self._touched()})

    def _touched(self) -> list[str]:
        return [name for name in self.changed_data if name not in self.ASIDE]


class RecordField(forms.CharField):
    """A record by its name and code as the suggestions write them: "Siam Tea · C-12"."""

    def __init__(self, *, rows: QuerySet[Any], suggestions: str, **options: Any) -> None:
        self.rows = rows
        attributes = {
            "autocomplete": "off", "hx-get": suggestions, "hx-trigger": "input changed delay:150ms",
            "hx-swap": "innerHTML",
        }  # fmt: skip
        super().__init__(widget=forms.TextInput(attrs=attributes), **options)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        identity = f"{form.add_prefix(field_name)}-suggestions"
        self.widget.attrs |= {"list": identity, "hx-target": f"#{identity}"}
        return super().get_bound_field(form, field_name)

    def prepare_value(self, value: Any) -> Any:
        return shown(value) if isinstance(value, Record) else value

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        code = CODE.search(text)
        found = self.rows.filter(code=code.group()) if code else self.rows.filter(name=text)
        matches = list(found[:2])
        if len(matches) != 1:
            raise ValidationError(_("Choose one from the list below the field."))
        return matches[0]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) or "") != bool(data) or (
            self.prepare_value(initial) or ""
        ) != (data or "")


class MomentField(forms.CharField):
    """A day and an hour on the clock of the person; an instant in UTC microseconds."""

    def __init__(self, *, zone: ZoneInfo, **options: Any) -> None:
        self.zone = zone
        super().__init__(
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTE), **options
        )

    def prepare_value(self, value: Any) -> Any:
        return from_micros(value).astimezone(self.zone).strftime(MINUTE) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        try:
            return to_micros(datetime.fromisoformat(text).replace(tzinfo=self.zone))
        except ValueError as error:
            raise ValidationError(_("Write a day and an hour.")) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (data or "")


def shown(record: Any) -> str:
    """A record as a suggestion writes it."""
    return f"{record.name} · {record.code}"


def day_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A day without an hour."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


def words_field(label: Any, *, required: bool = False, rows: int = 3) -> forms.CharField:
    """Running text."""
    return forms.CharField(label=label, required=required, widget=forms.Textarea(attrs={"rows": rows}))


def _by_id(value: Any) -> Any:
    return value.pk if isinstance(value, Record) else value
