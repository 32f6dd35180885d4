"""Small numbers as people write them: digits, Chinese numerals, Thai words."""

from __future__ import annotations

_CHINESE = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_THAI = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ", "สิบเอ็ด", "สิบสอง")
CHINESE = "[一二三四五六七八九十两]{1,3}"
THAI = "|".join(sorted(_THAI[1:], key=len, reverse=True))
NUMBER = rf"\d{{1,2}}|{CHINESE}|{THAI}"


def number(text: str) -> int:
    """The number from 0 to 99 that `text` (of the pattern NUMBER) writes."""
    if text.isdecimal():
        return int(text)
    if text in _THAI:
        return _THAI.index(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _CHINESE[text]
    return (_CHINESE[tens] if tens else 1) * 10 + (_CHINESE[ones] if ones else 0)
