"""Which encoding a file is written in, judged from its first bytes."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple


class Encoding(NamedTuple):
    """A Python codec name and how sure we are, from 0 to 100."""

    name: str
    confidence: int


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_THAI = re.compile("[ก-๛]")
# A vowel sign above or below stands on a consonant, so in real Thai most of them do.
_THAI_LOOSE = re.compile("(?<![ก-ฮัิ-ฺ็-๎])[ัิ-ฺ็-๎]")
# The first level of GB2312 holds the characters of everyday text; random bytes land there a third of the time.
_EVERYDAY_HAN = re.compile("[\u4e00-\u9fa5，。、（）：]")
CERTAIN, LIKELY, GUESS = 100, 85, 40


def detect(head: bytes) -> Encoding:
    """The encoding of a file that begins with `head` (some ten thousand bytes are plenty)."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name, CERTAIN)
    if not head:
        return Encoding("utf-8", CERTAIN)
    if half := _utf16_without_mark(head):
        return half
    if _decodes(head, "utf-8"):
        return Encoding("utf-8", CERTAIN if not head.isascii() else 95)
    thai, chinese = _thai_share(head), _chinese_share(head)
    if thai > chinese and thai > 0.5:
        return Encoding("cp874", LIKELY if thai > 0.9 else 60)
    if chinese > 0.5:
        return Encoding("gb18030", LIKELY if chinese > 0.9 else 60)
    return Encoding("cp1252", GUESS)


def _utf16_without_mark(head: bytes) -> Encoding | None:
    """In text with Latin letters every second byte of UTF-16 is a zero, on one side only."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    most = max(even, odd)
    if most * 4 < len(head) // 2 or min(even, odd) * 4 > most:
        return None
    return Encoding("utf-16-be" if even > odd else "utf-16-le", LIKELY)


def _decodes(head: bytes, name: str) -> bool:
    """Whether the bytes are valid; a character cut off at the end is not held against them."""
    try:
        codecs.getincrementaldecoder(name)().decode(head, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _thai_share(head: bytes) -> float:
    text = head.decode("cp874", errors="replace")
    foreign = [character for character in text if ord(character) > 127]
    thai = len(_THAI.findall(text))
    return 0.0 if not foreign else max(0.0, (thai - 4 * len(_THAI_LOOSE.findall(text))) / len(foreign))


def _chinese_share(head: bytes) -> float:
    if not _decodes(head, "gb18030"):
        return 0.0
    text = head.decode("gb18030", errors="ignore")
    foreign = [character for character in text if ord(character) > 127]
    return 0.0 if not foreign else len(_EVERYDAY_HAN.findall(text)) / len(foreign)
