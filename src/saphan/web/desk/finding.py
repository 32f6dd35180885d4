"""Which commands somebody means, in any of the three languages, and which words are left for the records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.translation import override

from saphan.core.text import Query, findable, fold, is_meant, likeness, query
from saphan.web.desk.commands import Command

SHORTEST = 2  # characters of a Latin word before it may name a command
NEAR = 70  # of 100; what is less alike is no misspelling of it


@dataclass(frozen=True)
class Meant:
    """The commands that were named, best first, and the words that name something else."""

    commands: list[Command]
    rest: str


def commands_meant(known: Sequence[Command], text: str) -> Meant:
    """Part what was typed. Words that name no command are the name of a record."""
    words = [piece for word in text.split() for piece in _parted(known, word)]
    named = {
        word: {command.key for command in known if _names(command, word)} for word in dict.fromkeys(words)
    }
    hits = {command: sum(command.key in named[word] for word in named) for command in known}
    most = max(hits.values(), default=0)
    if not most:
        return Meant([], text.strip())
    best = [command for command, count in hits.items() if count == most]
    used = {word for word in named if any(command.key in named[word] for command in best)}
    return Meant(best, " ".join(word for word in words if word not in used))


def nearest_command(known: Sequence[Command], text: str) -> Command | None:
    """The command whose words are most like what was typed; None when none is alike enough."""
    best = max(known, key=lambda command: _likeness(command, text), default=None)
    return best if best is not None and _likeness(best, text) >= NEAR else None


def _likeness(command: Command, text: str) -> int:
    return max((likeness(text, word) for word in _words(command)), default=0)


def _names(command: Command, word: str) -> bool:
    folded = fold(word)
    # A command is read, not heard: by sound every third name of a client would be one.
    spelled = Query(tuple(alternatives[:1] for alternatives in query(word).words))
    return (len(folded) >= SHORTEST or not folded.isascii()) and is_meant(spelled, _tokens(command))


def _parted(known: Sequence[Command], word: str) -> list[str]:
    """Chinese and Thai leave no blank between a name and a deed: 岚驰电话 is 岚驰 and 电话."""
    if word.isascii():
        return [word]
    deeds = sorted(
        (deed for command in known for deed in _deeds(command) if deed in word), key=len, reverse=True
    )
    if not deeds or deeds[0] == word:
        return [word]
    before, deed, after = word.partition(deeds[0])
    return [piece for piece in (before, deed, after) if piece]


@cache
def _words(command: Command) -> tuple[str, ...]:
    """Its name and its other words in every language of the product."""
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            found += [str(command.label), str(command.also)]
    return tuple(dict.fromkeys(filter(None, found)))


@cache
def _tokens(command: Command) -> frozenset[str]:
    return frozenset(token for words in _words(command) for token in findable(words))


@cache
def _deeds(command: Command) -> tuple[str, ...]:
    """Single words of at least two signs that are not Latin, as they may stand inside a longer run."""
    words = {word for words in _words(command) for word in words.split()}
    return tuple(word for word in words if len(word) >= SHORTEST and not word.isascii())
