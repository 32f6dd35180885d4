"""Pages speak the workspace's own nouns: the catalogue's sentence first, then the exchange of nouns in it."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import trans_real
from django.utils.translation.trans_real import CONTEXT_SEPARATOR

from saphan.core.nouns import Exchange, exchange, known_nouns
from saphan.workspace.models import Workspace


class OwnWords:
    """A catalogue in which some nouns are exchanged. Sentences are kept once they were worked out."""

    def __init__(self, catalogue: Any, put: Exchange) -> None:
        self._catalogue, self._put = catalogue, put
        self._kept: dict[str, str] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._catalogue, name)

    def gettext(self, message: str) -> str:
        found = self._kept.get(message)
        if found is None:
            # A message that the catalogue lacks comes back with its context in front, which is not shown.
            _context, _separator, sentence = self._catalogue.gettext(message).rpartition(CONTEXT_SEPARATOR)
            found = self._kept[message] = self._put(sentence)
        return found

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self._put(self._catalogue.ngettext(singular, plural, number))


def speak_as(workspace: Workspace) -> None:
    """From here to the end of the request, sentences use the nouns of this workspace."""
    if not workspace.nouns:
        return
    language = translation.get_language()
    own = _own(language, json.dumps(workspace.nouns, sort_keys=True)) if language else None
    if own is not None:
        # Django has no public door for a catalogue of one's own; this is the place that `activate` sets.
        trans_real._active.value = own  # type: ignore[attr-defined]


@lru_cache(maxsize=256)
def _own(language: str, nouns: str) -> OwnWords | None:
    put = exchange(known_nouns(json.loads(nouns)), language)
    return OwnWords(trans_real.translation(language), put) if put else None
