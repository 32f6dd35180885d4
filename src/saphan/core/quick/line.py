"""One line in, proposals out. Nothing here decides: a person confirms what was understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from saphan.core.quick.days import find_day
from saphan.core.quick.times import find_time
from saphan.core.text.fold import THAI_DIGITS


class Deed(StrEnum):
    """What is to be done, or was done."""

    CALL = "call"
    MEETING = "meeting"
    SEND = "send"
    NOTE = "note"
    TASK = "task"


@dataclass(frozen=True)
class Line:
    """What one clause says. `what` is the clause without its day and hour, `names` who it may be about, best first.

    `day` is a date of the writer's calendar; None where none was named. `happened` tells what was done from what is
    to be done.
    """

    what: str
    deed: Deed = Deed.TASK
    day: date | None = None
    at: time | None = None
    names: tuple[str, ...] = ()
    about: str = ""
    happened: bool = False

    @property
    def says_something(self) -> bool:
        """Whether it reads like something to do, rather than like a name to look for."""
        return (
            self.day is not None
            or self.at is not None
            or self.happened
            or (self.deed is not Deed.TASK and bool(self.names))
        )


_DEEDS = {
    Deed.CALL: r"\b(?:call(?:ed|ing)?|phoned?|rang|ring|spoke|talked|talk)\b|电话|通话|致电|回电|聊|โทร|คุย",
    Deed.MEETING: r"\b(?:meet(?:ing)?|met|visit(?:ed)?|lunch|demo|workshop)\b|开会|会议|见面|拜访|见了|约|ประชุม|นัด|พบ|เจอ|เยี่ยม",
    Deed.SEND: r"\b(?:send|sent|e-?mail(?:ed)?|mail(?:ed)?|share(?:d)?|submit(?:ted)?|quote)\b|发|寄|提交|交给|ส่ง|อีเมล|เสนอราคา",
    Deed.NOTE: r"\bnote[:：]|备注[:：]|โน้ต",
}  # fmt: skip
_PATTERNS = {deed: re.compile(pattern, re.IGNORECASE) for deed, pattern in _DEEDS.items()}
_HAPPENED = re.compile(
    r"\b(?:called|phoned|rang|spoke|talked|met|visited|sent|emailed|e-mailed|mailed|shared|submitted)\b"
    r"|打了|聊了|见了|开了|发了|寄了|通了|谈了|拜访了|已经|刚刚?(?=[和跟给与])|(?:โทร|คุย|พบ|ประชุม|ส่ง|เจอ|เยี่ยม)[^,;\n]*แล้ว|ได้(?:โทร|คุย|พบ|ส่ง)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:[\n;；]|，?然后|,?\s+(?:and\s+)?then\s+|แล้วค่อย)\s*", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,，]\s*")
_ABOUT = re.compile(r"(?:\b(?:about|regarding|re:?)\s+|关于|讨论|เรื่อง|เกี่ยวกับ)\s*(.+)$", re.IGNORECASE)
_STOP_EN = (
    r"(?=\s+(?:about|regarding|re|on|at|to|for|with|and|the|a|by|that)\b|\s*[,;:，；]|\s*$|\s{2,}|\s*\x00)"
)
_NAMES = (
    re.compile(
        r"(?:คุณ|khun\s+)\s*([^\s,;\x00]+(?:\s+(?!เรื่อง|เกี่ยวกับ|วัน|เวลา|ที่|about|on|at)[^\s,;\x00]+)?)",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:with|to|from|for)\s+(?!the\b|a\b)(.+?){_STOP_EN}", re.IGNORECASE),
    re.compile(
        rf"\b(?:call(?:ed)?|phoned?|ring|rang|meet|met|visit(?:ed)?|e-?mail(?:ed)?|send|sent)\s+(?!with|to|the|a\b)(.+?){_STOP_EN}",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:给|和|跟|与|向|找|约|拜访了?|联系|致电)\s*(.+?)\s*(?=发|打|开|聊|谈|通|见|说|讲|讨论|确认|提交|寄|回|做|报|关于|的|[,，;；：:\x00]|$)"
    ),
    re.compile(
        r"(?:กับ|หา|ให้|ถึง)\s*(?:คุณ)?\s*([^\s,;\x00]+(?:\s+(?!เรื่อง|เกี่ยวกับ|วัน|เวลา|ที่|แล้ว)[^\s,;\x00]+)?)"
    ),
)
_PRONOUNS = frozenset(
    [
        "him",
        "her",
        "them",
        "it",
        "me",
        "us",
        "you",
        "他",
        "她",
        "他们",
        "我",
        "我们",
        "你",
        "เขา",
        "เธอ",
        "ฉัน",
        "ผม",
        "เรา",
    ]
)
_LOOSE_END = re.compile(r"\s+(?:by|on|at|before|until|till)$", re.IGNORECASE)
_GONE = "\x00"  # stands where a day or an hour stood
_LINKS = re.compile(r"\s*\x00+\s*")


def read_lines(text: str, today: date) -> list[Line]:
    """What a text proposes, clause by clause; who was named first stays meant until somebody else is named."""
    found: list[Line] = []
    for clause in _clauses(text.translate(THAI_DIGITS)):
        line = _read(clause, today)
        if not line.names and found:
            line = replace(line, names=found[-1].names)
        found.append(line)
    return found


def _clauses(text: str) -> list[str]:
    parts: list[str] = []
    for part in filter(None, (piece.strip() for piece in _PARTS.split(text))):
        pieces = _COMMA.split(part)
        parts.append(pieces[0])
        for piece in pieces[1:]:
            # A comma parts two deeds; otherwise it belongs to the sentence.
            if _deed(piece) is not Deed.TASK and _deed(parts[-1]) is not Deed.TASK:
                parts.append(piece)
            else:
                parts[-1] += f", {piece}" if part.isascii() else f"，{piece}"
    return parts


def _read(clause: str, today: date) -> Line:
    happened = bool(_HAPPENED.search(clause))
    rest, at = clause, find_time(clause)
    if at is not None:
        rest = _without(rest, at.start, at.end)
    day = find_day(rest, today, past=happened)
    if day is not None:
        rest = _without(rest, day.start, day.end)
    happened = happened or (day is not None and day.value < today)
    about = _ABOUT.search(rest)
    return Line(
        what=_tidy(rest),
        deed=_deed(rest),
        day=day.value if day else (today if at is not None and not happened else None),
        at=at.value if at else None,
        names=_names(rest),
        about=_tidy(about[1]) if about else "",
        happened=happened,
    )


def _deed(text: str) -> Deed:
    """The deed that is named first; something to do where none is."""
    places = {deed: match.start() for deed, pattern in _PATTERNS.items() if (match := pattern.search(text))}
    return min(places, key=lambda deed: places[deed]) if places else Deed.TASK


def _names(text: str) -> tuple[str, ...]:
    named = [match[1].strip(" .、") for pattern in _NAMES for match in pattern.finditer(text)]
    plain = [name.removeprefix("คุณ").removesuffix("แล้ว").strip() for name in named]
    return tuple(dict.fromkeys(name for name in plain if name and name.casefold() not in _PRONOUNS))


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + _GONE + text[end:]


def _tidy(text: str) -> str:
    """The words that are left, without the gaps where day and hour stood."""
    joined = _LINKS.sub(lambda match: " " if any(c.isspace() for c in match.group()) else "", text)
    return _LOOSE_END.sub("", " ".join(joined.split()).strip(" ,，;；。."))
