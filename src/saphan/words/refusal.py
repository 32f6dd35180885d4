"""A refusal in the person's own language. The sentences live beside this module, one file per room."""

from __future__ import annotations

import dataclasses
import pkgutil
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from saphan import words
from saphan.core import format as written
from saphan.core.errors import Clash, NotAllowed, NotFound, SaphanError

STATUS: dict[type[SaphanError], int] = {NotAllowed: 403, NotFound: 404, Clash: 409}
BROKEN_RULE = 422
NOT_FOUND = _("It is no longer there, or it is not among the things you may see.")
UNEXPLAINED = _("This cannot be done as things stand. Nothing was changed.")


@dataclasses.dataclass(frozen=True)
class Refusal:
    """What a door shows when an action said no. `fields` are the fields that two people changed at once."""

    code: str
    sentence: str
    status: int
    field: str | None = None
    fields: list[dict[str, Any]] = dataclasses.field(default_factory=list)
    values: dict[str, Any] = dataclasses.field(default_factory=dict)


def refusal_of(error: SaphanError) -> Refusal:
    return Refusal(
        error.code,
        sentence_of(error),
        status_of(error),
        error.field,
        list(error.values.get("fields", [])) if isinstance(error, Clash) else [],
        error.values,
    )


def sentence_of(error: SaphanError) -> str:
    """The sentence for the error's code in the language of the moment."""
    sentence = sentences().get(error.code) or (NOT_FOUND if isinstance(error, NotFound) else UNEXPLAINED)
    return str(sentence) % _Shown((name, _shown(value)) for name, value in error.values.items())


def status_of(error: SaphanError) -> int:
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), BROKEN_RULE)


@cache
def sentences() -> dict[str, Any]:
    """Every code of every room and its (lazily translated) sentence."""
    found: dict[str, Any] = {}
    for module in pkgutil.iter_modules(words.__path__):
        if (name := f"{words.__name__}.{module.name}") != __name__:
            found |= import_module(name).WORDS
    return found


class _Shown(dict[str, str]):
    """Values for a sentence; one that the error did not bring must not turn a refusal into a crash."""

    def __missing__(self, name: str) -> str:
        return "…"


def _shown(value: Any) -> str:
    if isinstance(value, date):
        # A refusal does not know its reader; years of the Buddhist era are how Thai is written.
        language = get_language() or "en"
        return written.day(value, language, buddhist=language == "th")
    if isinstance(value, Iterable) and not isinstance(value, str):
        return pgettext("between the items of a list", ", ").join(str(each) for each in value)
    return str(value)
