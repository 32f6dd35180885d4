"""Readings of Chinese names: family names have readings of their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

# As a family name the character is read otherwise than in ordinary words.
_FAMILY_NAMES = {
    "单": "shan4", "仇": "qiu2", "曾": "zeng1", "区": "ou1", "解": "xie4", "查": "zha1", "盖": "ge3", "任": "ren2",
    "华": "hua4", "纪": "ji3", "洗": "xian3", "冼": "xian3", "覃": "qin2", "翟": "zhai2", "繁": "po2", "乐": "yue4",
    "尹": "yin3", "那": "na1", "员": "yun4", "朴": "piao2", "秘": "bi4", "折": "she2", "重": "chong2", "种": "chong2",
    "祭": "zhai4", "黑": "he4", "缪": "miao4", "宁": "ning4", "卜": "bu3", "召": "shao4", "都": "du1", "谌": "chen2",
    "尉迟": "yu4 chi2", "万俟": "mo4 qi2", "澹台": "tan2 tai2", "长孙": "zhang3 sun1", "单于": "chan2 yu2",
}  # fmt: skip
LONGEST_PERSON_NAME = 4


@lru_cache(maxsize=20_000)
def syllables(run: str, *, toned: bool = False) -> tuple[str, ...]:
    """The reading of a run of Chinese characters, one syllable each, with tone numbers when asked for.

    Short runs may be names of people, so their family name gets its own reading.
    """
    family = _family(run) if len(run) <= LONGEST_PERSON_NAME else ()
    rest = run[len(family) :]
    read = (*family, *_reader()(rest)) if rest else family
    return read if toned else tuple(syllable.rstrip("012345") for syllable in read)


def spoken(run: str) -> str:
    """The reading with its tones, for people: 岚驰 is lán chí."""
    from pypinyin.contrib.tone_convert import to_tone

    return " ".join(to_tone(syllable) for syllable in syllables(run, toned=True))


@cache
def _reader() -> Callable[[str], list[str]]:
    """The dictionary takes longer to load than many a command to run, so it is loaded for the first Chinese text."""
    from pypinyin import Style, lazy_pinyin

    return lambda text: lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)


def _family(run: str) -> tuple[str, ...]:
    for length in (2, 1):
        if reading := _FAMILY_NAMES.get(run[:length]):
            return tuple(reading.split())
    return ()
