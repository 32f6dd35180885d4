"""Hours of the day in three languages: 15:00, 3 pm, 下午三点半, บ่ายสามโมง, 2 ทุ่ม."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time

from saphan.core.quick.found import Found
from saphan.core.quick.numerals import CHINESE, THAI, number

_HALF = {"半": 30, "一刻": 15, "三刻": 45, "ครึ่ง": 30}
_THAI_HOUR = rf"(\d{{1,2}}|{THAI})"

_CLOCK = re.compile(
    r"(?<![\d/.-])(?:\bat\s+|เวลา\s*)?([01]?\d|2[0-3])[:.：]([0-5]\d)(?!\d|[/.-]\d)\s*(am|pm|น\.|นาฬิกา)?",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\b(?:at\s+)?(1[0-2]|[1-9])\s*(am|pm)\b|\bat\s+(noon)\b", re.IGNORECASE)
_CHINESE = re.compile(
    rf"(凌晨|早上|上午|中午|下午|傍晚|晚上)?\s*(\d{{1,2}}|{CHINESE})\s*(?:点钟?|时)\s*(半|一刻|三刻|(?:\d{{1,2}}|[一二三四五]?十[一二三四五六七八九]?)分?)?"
)
_THAI_MORNING = re.compile(rf"{_THAI_HOUR}\s*โมง(เช้า|เย็น)?\s*(ครึ่ง)?")
_THAI_AFTERNOON = re.compile(rf"บ่าย\s*{_THAI_HOUR}?\s*(?:โมง)?\s*(ครึ่ง)?")
_THAI_EVENING = re.compile(rf"{_THAI_HOUR}\s*ทุ่ม\s*(ครึ่ง)?")
_THAI_NOON = re.compile("เที่ยง(คืน|วัน)?(ครึ่ง)?")


def find_time(text: str) -> Found[time] | None:
    """The first hour in `text`; None where none stands or what stands is no hour."""
    for pattern, reading in _READINGS:
        for match in pattern.finditer(text):
            if (value := reading(match)) is not None:
                return Found(value, match.start(), match.end())
    return None


def _clock(match: re.Match[str]) -> time | None:
    return _hour(int(match[1]), int(match[2]), (match[3] or "").lower())


def _english(match: re.Match[str]) -> time | None:
    return time(12) if match[3] else _hour(int(match[1]), 0, match[2].lower())


def _chinese(match: re.Match[str]) -> time | None:
    hour, part = number(match[2]), match[1] or ""
    if (part in ("下午", "傍晚", "晚上") and hour < 12) or (part == "中午" and hour < 3):
        hour += 12
    return _time(hour, _minutes(match[3] or ""))


def _minutes(text: str) -> int:
    return _HALF[text] if text in _HALF else number(text.removesuffix("分")) if text else 0


def _thai_morning(match: re.Match[str]) -> time | None:
    hour = number(match[1])
    if match[2] == "เย็น" and hour < 12:
        hour += 12
    elif match[2] == "เช้า" and hour < 6:  # the old count begins at six
        hour += 6
    return _time(hour, _HALF.get(match[3] or "", 0))


def _thai_afternoon(match: re.Match[str]) -> time | None:
    hour = number(match[1]) if match[1] else 1
    return _time(hour + 12, _HALF.get(match[2] or "", 0)) if hour < 7 else None


def _thai_evening(match: re.Match[str]) -> time | None:
    return _time(number(match[1]) + 18, _HALF.get(match[2] or "", 0))


def _thai_noon(match: re.Match[str]) -> time | None:
    return _time(0 if match[1] == "คืน" else 12, _HALF.get(match[2] or "", 0))


def _hour(hour: int, minute: int, half: str) -> time | None:
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return _time(hour, minute)


def _time(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < 24 and minute < 60 else None


_READINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], time | None]], ...] = (
    (_CLOCK, _clock),
    (_ENGLISH, _english),
    (_CHINESE, _chinese),
    (_THAI_AFTERNOON, _thai_afternoon),
    (_THAI_MORNING, _thai_morning),
    (_THAI_EVENING, _thai_evening),
    (_THAI_NOON, _thai_noon),
)
