"""What a cell may say for a choice, in the words that tables write it with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.translation import override

from saphan.core.errors import RuleBroken
from saphan.core.text import fold
from saphan.exchange.kinds.base import Values
from saphan.workspace.terms import Language

Words = Mapping[Any, tuple[str, ...]]
TONGUES: Words = {
    Language.EN: ("en", "english", "英文", "อังกฤษ"),
    Language.ZH: ("zh-hans", "zh", "chinese", "中文", "简体中文", "จีน"),
    Language.TH: ("th", "thai", "泰文", "ไทย", "ภาษาไทย"),
}


def chosen(values: Values, name: str, words: Words, otherwise: str) -> str:
    """The choice that a text names in any language. Raises RuleBroken("field.not_a_choice")."""
    plain = fold(values.get(name) or "").strip()
    if not plain:
        return str(otherwise)
    for choice, texts in words.items():
        if plain == choice.value or plain in texts or plain in _labels(choice):
            return str(choice.value)
    raise RuleBroken("field.not_a_choice", field=name, text=values[name])


@cache
def _labels(choice: Any) -> frozenset[str]:
    """What our own pages call it, in every language."""
    found = set()
    for language in Language.values:
        with override(language):
            found.add(fold(str(choice.label)).strip())
    return frozenset(found)
