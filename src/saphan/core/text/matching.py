"""Whether a short text is meant by what somebody typed, and by what: its letters, its reading, or its sound."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from saphan.core.text.chinese import syllables
from saphan.core.text.fold import fold
from saphan.core.text.query import SHORTEST_SOUND, Query
from saphan.core.text.scripts import Script, runs
from saphan.core.text.thai import skeleton_of_latin, skeleton_of_thai


class How(StrEnum):
    """By what a name was found."""

    SPELLED = "spelled"
    PINYIN = "pinyin"
    INITIALS = "initials"
    SOUND = "sound"


@dataclass(frozen=True)
class Match:
    """How a name was found, and which stretches of it stand for what was typed (from, to)."""

    how: How
    spans: tuple[tuple[int, int], ...] = ()


def is_meant(wanted: Query, tokens: Collection[str]) -> bool:
    """Whether a text with these tokens (see `findable`) matches every word of the query."""
    return bool(wanted) and all(
        any(all(_found(term.token, term.prefix, tokens) for term in terms) for terms in word)
        for word in wanted.words
    )


def how_it_matches(typed: str, name: str) -> Match | None:
    """By what `typed` finds `name`; None where it does not, so that something else of the record did."""
    parts = [match for _, word in runs(fold(typed)) if (match := _word(word, name))]
    if not parts:
        return None
    how = next((part.how for part in parts if part.how is not How.SPELLED), How.SPELLED)
    return Match(how, _joined([span for part in parts for span in part.spans]))


def likeness(typed: str, name: str) -> int:
    """How nearly `typed` is the beginning of a word of `name` or of its reading, from 0 to 100."""
    wanted = fold(typed).replace(" ", "")
    heard = [_read(name), *(word for _, word in runs(fold(name))), fold(name).replace(" ", "")]
    return max((_alike(wanted, word[: len(wanted) + 1]) for word in heard if word), default=0)


def _found(token: str, prefix: bool, tokens: Collection[str]) -> bool:
    return any(each.startswith(token) for each in tokens) if prefix else token in tokens


def _word(word: str, name: str) -> Match | None:
    folded = fold(name)
    if (start := folded.find(word)) >= 0:
        # A folded name that grew or shrank says nothing about places in the name itself.
        return Match(How.SPELLED, ((start, start + len(word)),) if len(folded) == len(name) else ())
    if not word.isascii():
        return _by_sound(skeleton_of_thai(word), folded)
    place = 0
    for script, run in runs(folded):
        place = folded.index(run, place)
        if script is Script.HAN and (
            match := _reading(word, run, place if len(folded) == len(name) else None)
        ):
            return match
        place += len(run)
    return _by_sound(skeleton_of_latin(word), folded)


def _reading(word: str, run: str, place: int | None) -> Match | None:
    """From which syllable on the word is the reading or the initials of a Chinese run."""
    read = syllables(run)
    for start in range(len(read)):
        if "".join(read[start:]).startswith(word):
            used, end = 0, start
            while used < len(word):
                used += len(read[end])
                end += 1
            return Match(How.PINYIN, () if place is None else ((place + start, place + end),))
    letters = "".join(syllable[:1] for syllable in read)
    if len(word) > 1 and (start := letters.find(word)) >= 0:
        return Match(How.INITIALS, () if place is None else ((place + start, place + start + len(word)),))
    return None


def _by_sound(skeleton: str, folded: str) -> Match | None:
    if len(skeleton) < SHORTEST_SOUND:
        return None
    sounds = {Script.THAI: skeleton_of_thai, Script.LATIN: skeleton_of_latin}
    heard = [sounds[script](run) for script, run in runs(folded) if script in sounds]
    return Match(How.SOUND) if any(each.startswith(skeleton) for each in [*heard, "".join(heard)]) else None


def _read(name: str) -> str:
    return "".join("".join(syllables(run)) for script, run in runs(fold(name)) if script is Script.HAN)


def _alike(first: str, second: str) -> int:
    return int(SequenceMatcher(None, first, second, autojunk=False).ratio() * 100)


def _joined(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The spans in order, those that touch as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
