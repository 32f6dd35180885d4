"""A workspace's own words: "account" where the house says "client".

Sentences are translated as a whole; afterwards the noun in them is exchanged, with its plural, its capital and
its article. Chinese and Thai do not bend their nouns, so there the exchange is literal; compounds that hold the
noun but mean something else stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache

Exchange = Callable[[str], str]


@dataclass(frozen=True)
class Noun:
    """One noun in three languages; an empty word means the house's own."""

    en: str = ""
    en_many: str = ""
    zh: str = ""
    th: str = ""

    def in_language(self, language: str) -> str:
        """The word in the language of an interface (`zh-hans`), empty where it is the house's own."""
        return {"en": self.en, "zh": self.zh, "th": self.th}[language[:2]]


HOUSE: dict[str, Noun] = {
    "client": Noun("client", "clients", "客户", "ลูกค้า"),
    "deal": Noun("deal", "deals", "商机", "ดีล"),
}
# Compounds that hold a noun of the house and mean something else.
KEPT = {
    "en": ("client side", "client-side"),
    "zh": ("潜在客户", "客户执行", "客户端", "客户成功"),
    "th": ("ลูกค้าเป้าหมายเบื้องต้น", "ลูกค้าเป้าหมายที่ผ่านการคัดกรอง", "ว่าที่ลูกค้า", "ผู้จัดการบัญชีลูกค้า", "ปิดดีล"),
}
_VOWELS = "aeiou"


def known_nouns(words: Mapping[str, Mapping[str, str]]) -> dict[str, Noun]:
    """Nouns as a workspace stores them; keys and parts that nobody knows are left out."""
    parts = {each.name for each in fields(Noun)}
    found = {
        key: Noun(**{name: text for name, text in word.items() if name in parts})
        for key, word in words.items()
        if key in HOUSE
    }
    return {key: noun for key, noun in found.items() if noun not in (Noun(), HOUSE[key])}


def stored(nouns: Mapping[str, Noun]) -> dict[str, dict[str, str]]:
    """Nouns as a workspace keeps them: only the parts that were given."""
    return {key: {name: text for name, text in vars(noun).items() if text} for key, noun in nouns.items()}


def exchange(nouns: Mapping[str, Noun], language: str) -> Exchange | None:
    """A function that puts the workspace's nouns into a sentence of this language; None when there are none."""
    short = language[:2]
    if short == "en":
        pairs = {
            house: own
            for key, noun in nouns.items()
            for house, own in ((HOUSE[key].en, noun.en), (HOUSE[key].en_many, noun.en_many or noun.en))
            if noun.en
        }
        return _english(tuple(pairs.items())) if pairs else None
    pairs = {HOUSE[key].in_language(short): noun.in_language(short) for key, noun in nouns.items()}
    literal = tuple((house, own) for house, own in pairs.items() if own and own != house)
    return _literal(short, literal) if literal else None


@cache
def _english(pairs: tuple[tuple[str, str], ...]) -> Exchange:
    own = dict(pairs)
    kept = "|".join(map(re.escape, KEPT["en"]))
    nouns = "|".join(sorted(own, key=len, reverse=True))
    # Placeholders such as %(client)s and {client} are names for programs, not words.
    pattern = re.compile(
        rf"(?P<kept>%\(\w+\)\w|\{{\w+\}}|\b(?:{kept})\b)|(?:(?P<article>\b[Aa]n?)(?P<gap>\s+))?\b(?P<noun>{nouns})\b",
        re.IGNORECASE,
    )

    def put(match: re.Match[str]) -> str:
        if match["kept"]:
            return match[0]
        word = own[match["noun"].lower()]
        word = word[0].upper() + word[1:] if match["noun"][0].isupper() else word
        if not match["article"]:
            return word
        article = match["article"][0] + ("n" if word[0].lower() in _VOWELS else "")
        return f"{article}{match['gap']}{word}"

    return lambda sentence: pattern.sub(put, sentence)


@cache
def _literal(language: str, pairs: tuple[tuple[str, str], ...]) -> Exchange:
    own = dict(pairs)
    known = sorted((*KEPT[language], *own), key=len, reverse=True)
    pattern = re.compile(r"%\(\w+\)\w|\{\w+\}|" + "|".join(map(re.escape, known)))
    return lambda sentence: pattern.sub(lambda match: own.get(match[0], match[0]), sentence)
