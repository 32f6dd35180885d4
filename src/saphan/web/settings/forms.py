"""Forms that know which of their fields the person touched, so that the others can never revert anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saphan.core.errors import Clash
from saphan.workspace.models import Offering, Record, Team, Territory
from saphan.workspace.models.record import label_of
from saphan.workspace.terms import Language

KEEP = "keep-"  # before the attribute, in the choice between two values
NAMES = {"name_en": Language.EN, "name_zh": Language.ZH, "name_th": Language.TH}


class TouchedForm(forms.Form):
    """Each field carries the value that the person saw; only fields that differ from it count as touched.

    `COLUMNS` names the attribute behind a field where the two differ.
    """

    COLUMNS: ClassVar[dict[str, str]] = {"team": "team_id", "parent": "parent_id"}

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for field in self.fields.values():
            field.show_hidden_initial = not field.widget.is_hidden

    def changes(self) -> dict[str, Any]:
        """Attribute → new value, of the touched fields; references by column, names per language as one."""
        touched = {name: self.cleaned_data[name] for name in self._touched() if name not in NAMES}
        names = {"names": self.names()} if NAMES.keys() & set(self._touched()) else {}
        return {**self._by_column(touched), **names}

    def seen(self) -> dict[str, Any]:
        """Attribute → the value that the person looked at, of the touched fields."""
        return self._by_column({name: self._seen(name) for name in self._touched()})

    def value(self, name: str) -> Any:
        """The field as filled in, or as it is shown before anything was filled in."""
        return (
            self.cleaned_data.get(name)
            if self.is_bound
            else self.get_initial_for_field(self.fields[name], name)
        )

    def settled(self) -> tuple[int, set[str]]:
        """The version that was seen, and the attributes in which somebody else's value stays.

        Both as the person chose under a clash (states/conflict.html), else the form's own version and none.
        """
        version, _, theirs = self.data.get("settled", "").partition(" ")
        chosen = {
            name.removeprefix(KEEP)
            for name in self.data
            if name.startswith(KEEP) and self.data[name] == "theirs"
        }
        if not version.isdecimal():
            return self.cleaned_data["version"], set()
        return int(version), chosen | set(theirs.split())

    def _by_column(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {self.COLUMNS.get(name, name): value for name, value in values.items()}

    def _touched(self) -> list[str]:
        return [name for name in self.changed_data if name != "version"]

    def _seen(self, name: str) -> Any:
        field, bound = self.fields[name], self[name]
        raw = field.hidden_widget().value_from_datadict(self.data, self.files, bound.html_initial_name)
        return field.clean(raw)

    def names(self) -> dict[str, str]:
        """The name in each language that was given one."""
        given = {str(language): self.cleaned_data.get(field, "") for field, language in NAMES.items()}
        return {language: name for language, name in given.items() if name}


class NamedForm(TouchedForm):
    """A configured word: as it is, and per language where that differs."""

    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=120, required=False)
    name_th = forms.CharField(label=_("Name in Thai"), max_length=120, required=False)


def version_field() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput)


def initial_of(record: Team | Territory | Offering) -> dict[str, Any]:
    """What a `NamedForm` starts with for a record."""
    names = {field: record.names.get(language, "") for field, language in NAMES.items()}
    return {"name": record.name, "version": record.version, **names}


def save_touched(act: Callable[..., Any], record: Record, form: TouchedForm, **options: Any) -> Any:
    """Run `act(record, changes=…, version=…)` with what was touched.

    When somebody else saved other fields meanwhile, both changes stand; when the same ones, Clash is raised until the
    person has chosen, field by field, whose value stays.
    """
    version, theirs = form.settled()
    changes = {name: value for name, value in form.changes().items() if name not in theirs}
    try:
        return act(record, changes=changes, version=version, **options)
    except Clash as clash:
        if clash.values["fields"]:
            raise
        return act(record, changes=changes, version=clash.values["version"], **options)


def choices(rows: Iterable[Any]) -> list[tuple[Any, str]]:
    """An empty choice, then each row by its id."""
    return [("", "—"), *((row.pk, label_of(row, get_language() or "en")) for row in rows)]


def offer(form: forms.Form, **options: Iterable[tuple[Any, Any]]) -> None:
    """Set what can be chosen in some fields, where that is known only when the form is shown."""
    for name, choices in options.items():
        field = form.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  the caller's own field
        field.choices = list(choices)


def switch() -> forms.CheckboxInput:
    """The widget of what is on or off as a whole, not one of several marks."""
    return forms.CheckboxInput(attrs={"class": "switch", "role": "switch"})


def reference(label: Any, rows: Iterable[Any], *, help_text: Any = "") -> forms.TypedChoiceField:
    """A choice among rows, read as the row's id or None."""
    return forms.TypedChoiceField(
        label=label, choices=choices(rows), coerce=int, empty_value=None, required=False, help_text=help_text
    )
