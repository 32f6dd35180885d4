"""Thai clusters, dictionary order, and a consonant skeleton that Thai and Latin spellings share."""

from __future__ import annotations

import re
from functools import lru_cache

LEADING_VOWELS = "เแโใไ"
# Tone marks, the silencer and the short-vowel sign: people leave them out when they look for something.
_MARKS = re.compile("[\u0e47-\u0e4e]")
_SILENCED = re.compile("[ก-ฮ][ิุ]?\u0e4c")
_CLUSTER = re.compile("[ก-ฮ][ัิีึืฺุู]*|[^ก-ฮ]")
_SWAPPED = re.compile(f"([{LEADING_VOWELS}])([ก-ฮ])")
_TONES = "็่้๊๋์ํ๎"

_SOUNDS = {
    "k": "กขฃคฅฆ", "c": "จฉชฌ", "s": "ซศษส", "t": "ดตฎฏฐฑฒถทธ", "n": "นณ", "p": "บปพผภ", "f": "ฟฝ", "m": "ม",
    "r": "รลฬ", "g": "ง", "y": "ญ",
}  # fmt: skip
_SOUND_OF = {consonant: sound for sound, group in _SOUNDS.items() for consonant in group}
_LATIN_SOUNDS = (
    ("ng", "g"), ("ch", "C"), ("sh", "C"), ("kh", "k"), ("ph", "p"), ("th", "t"), ("ck", "k"), ("x", "ks"),
    ("ce", "s"), ("ci", "s"), ("cy", "s"), ("c", "k"), ("q", "k"), ("j", "C"), ("b", "p"), ("d", "t"), ("l", "r"),
    ("z", "s"),
)  # fmt: skip
_DIGITS = str.maketrans("", "", "0123456789")
_KEPT = re.compile("[^kcstnpfmrg]")
_DOUBLED = re.compile(r"(.)\1+")


def without_marks(text: str) -> str:
    """The text without tone marks, the silencer and the short-vowel sign."""
    return _MARKS.sub("", text)


def clusters(run: str) -> list[str]:
    """Consonants with the vowels above and below them, and every other sign, in their order."""
    return _CLUSTER.findall(without_marks(run))


def dictionary_order(text: str) -> str:
    """A key by which Thai words compare as in the dictionary.

    A leading vowel sorts after the consonant it is read with; tone marks decide only between equal spellings.
    """
    swapped = _SWAPPED.sub(r"\2\1", text)
    tones = "".join(mark for mark in swapped if mark in _TONES)
    return without_marks(swapped) + ("\u0001" + tones if tones else "")


def skeleton_of_thai(run: str) -> str:
    """The consonant sounds of a Thai word; a silenced consonant is not one of them."""
    heard = _SILENCED.sub("", run)
    return _DOUBLED.sub(r"\1", "".join(_SOUND_OF.get(sign, "") for sign in heard).replace("y", ""))


def skeleton_of_latin(word: str) -> str:
    """The consonant sounds of a Latin word, as Thai would write them. Digits make no sound."""
    return _skeleton_of_letters(word.translate(_DIGITS))


@lru_cache(maxsize=20_000)
def _skeleton_of_letters(word: str) -> str:
    for spelled, heard in _LATIN_SOUNDS:
        word = word.replace(spelled, heard)
    return _DOUBLED.sub(r"\1", _KEPT.sub("", word.replace("C", "c")))
