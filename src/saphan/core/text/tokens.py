"""What a text is found by: pieces of its own script, and how it sounds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from saphan.core.text.chinese import syllables
from saphan.core.text.fold import fold
from saphan.core.text.scripts import Script, runs
from saphan.core.text.thai import clusters, skeleton_of_latin, skeleton_of_thai

# A leading digit keeps skeletons apart from words: no Latin word begins like this.
SKELETON = "0"
SHORTEST_SKELETON = 2
_PLAIN = re.compile("[a-z0-9]+")
LONGEST_READING = 12  # syllables from one starting point; longer queries still match by their own characters


def tokens(text: str) -> list[str]:
    """The pieces to index: Latin words, and single and paired Chinese characters and Thai clusters."""
    if text.isascii():  # codes, keys, English names: most of what is indexed
        return _PLAIN.findall(text.lower())
    return _spelled(runs(fold(text)))


def phonetic(text: str) -> list[str]:
    """How the text sounds in Latin letters: pinyin from each syllable on, initials, consonant skeletons."""
    return list(dict.fromkeys(_heard(runs(fold(text)))))


def findable(text: str) -> list[str]:
    """Everything a name is found by: its `tokens` and its `phonetic`, each once."""
    if text.isascii():
        latin = _PLAIN.findall(text.lower())
        return list(dict.fromkeys([*latin, *_heard_in_latin(latin)]))
    words = list(runs(fold(text)))
    return list(dict.fromkeys([*_spelled(words), *_heard(words)]))


def _spelled(words: Iterable[tuple[Script, str]]) -> list[str]:
    found: list[str] = []
    for script, run in words:
        if script is Script.HAN:
            found += grams(list(run))
        elif script is Script.THAI:
            found += grams(clusters(run))
        else:
            found.append(run)
    return found


def _heard(words: Iterable[tuple[Script, str]]) -> list[str]:
    found: list[str] = []
    latin: list[str] = []
    for script, run in words:
        if script is Script.HAN:
            found += _readings(syllables(run))
        elif script is Script.THAI:
            found += _skeleton(skeleton_of_thai(run))
        elif script is Script.LATIN:
            latin.append(run)
    return found + _heard_in_latin(latin)


def _heard_in_latin(words: list[str]) -> list[str]:
    found = [piece for word in words for piece in _skeleton(skeleton_of_latin(word))]
    if len(words) > 1:
        whole = "".join(words)
        found += ["".join([word[0] for word in words]), whole, *_skeleton(skeleton_of_latin(whole))]
    return found


def grams(pieces: list[str]) -> list[str]:
    """Every piece and every pair of neighbours."""
    return [*pieces, *(first + second for first, second in pairwise(pieces))]


def _readings(read: tuple[str, ...]) -> list[str]:
    """So that `qingyu` finds 上海青屿 the reading is written down from every syllable on."""
    starts = range(len(read))
    whole = ["".join(read[start : start + LONGEST_READING]) for start in starts]
    initials = ["".join(s[:1] for s in read[start : start + LONGEST_READING]) for start in starts]
    return [*whole, *(piece for piece in initials if len(piece) > 1)]


def _skeleton(skeleton: str) -> list[str]:
    return [SKELETON + skeleton] if len(skeleton) >= SHORTEST_SKELETON else []
