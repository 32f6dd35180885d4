"""Days in three languages: tomorrow, 下周二, อังคารหน้า, 20 มิ.ย. 2569, in 3 days, 月底."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from saphan.core.errors import RuleBroken
from saphan.core.quick.found import Found
from saphan.core.quick.numerals import NUMBER, number
from saphan.core.reading.dates import read_date

_NEAR = {
    "today": 0, "tonight": 0, "tomorrow": 1, "day after tomorrow": 2, "yesterday": -1,
    "今天": 0, "今日": 0, "今晚": 0, "明天": 1, "明日": 1, "明晚": 1, "后天": 2, "大后天": 3, "昨天": -1, "前天": -2,
    "วันนี้": 0, "คืนนี้": 0, "พรุ่งนี้": 1, "มะรืนนี้": 2, "มะรืน": 2, "เมื่อวานนี้": -1, "เมื่อวาน": -1,
}  # fmt: skip
_WEEKDAYS = {
    name: place
    for names in (
        "mon tue wed thu fri sat sun",
        "monday tuesday wednesday thursday friday saturday sunday",
        "一 二 三 四 五 六 日",
        "จันทร์ อังคาร พุธ พฤหัส ศุกร์ เสาร์ อาทิตย์",
    )
    for place, name in enumerate(names.split())
} | {"天": 6, "พฤหัสบดี": 3, "tues": 1, "thurs": 3}
_WEEKS = {
    "next": 1, "this": 0, "last": -1, "下": 1, "下个": 1, "这": 0, "本": 0, "上": -1, "上个": -1,
    "หน้า": 1, "นี้": 0, "ที่แล้ว": -1, "ก่อน": -1,
}  # fmt: skip
_MONTHS_TH = ["ม.ค", "ก.พ", "มี.ค", "เม.ย", "พ.ค", "มิ.ย", "ก.ค", "ส.ค", "ก.ย", "ต.ค", "พ.ย", "ธ.ค"]
_LONG_TH = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
_MONTHS_EN = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTHS = {
    name: place for names in (_MONTHS_EN, _MONTHS_TH, _LONG_TH) for place, name in enumerate(names, start=1)
}


def _any(words: object) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


_EN_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_TH_MONTH = rf"({_any([*_LONG_TH, *_MONTHS_TH])})\.?"
_ON = r"(?:\bon\s+(?:the\s+)?)?"
_YEAR = r"(?:\s*,?\s*(?:พ\.?ศ\.?\s*)?(\d{4}|\d{2})(?![\d:.]))?"
_NEAR_DAY = re.compile(
    rf"\b(?:the\s+)?(day after tomorrow|today|tonight|tomorrow|yesterday)\b|({_any(w for w in _NEAR if not w.isascii())})",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    rf"{_ON}(?<!\d)(\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"(?:(\d{4})\s*年)?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_DAY_FIRST = re.compile(
    rf"{_ON}(?:วันที่\s*)?(?<![\d:.])(\d{{1,2}})(?:st|nd|rd|th)?\s*(?:{_EN_MONTH}|{_TH_MONTH}){_YEAR}",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"{_ON}\b{_EN_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d){_YEAR}", re.IGNORECASE
)
_WEEKDAY_EN = re.compile(
    r"(?:\bon\s+)?(?:\b(next|this|last)\s+)?\b(mon|tues?|wed|thurs?|thu|fri|sat|sun)(?:day|nesday|rsday|urday)?\b",
    re.IGNORECASE,
)
_WEEKDAY_ZH = re.compile("(下个|上个|下|这|本|上)?(?:周|星期|礼拜)([一二三四五六日天])")
_WEEKDAY_TH = re.compile(f"(?:วัน)?({_any(n for n in _WEEKDAYS if n[0] >= 'ก')})\\s*(หน้า|นี้|ที่แล้ว|ก่อน)?")
_WEEK = re.compile(
    "(?P<next>\\bnext week\\b|下(?:个)?(?:周|星期|礼拜)(?![一二三四五六日天])|สัปดาห์หน้า|อาทิตย์หน้า)",
    re.IGNORECASE,
)
_IN_DAYS = re.compile(
    rf"\bin\s+({NUMBER})\s+(day|week)s?\b|({NUMBER})\s*(天|日|周|个?星期)(?:之|以)?后|อีก\s*({NUMBER})\s*(วัน|สัปดาห์|อาทิตย์)",
    re.IGNORECASE,
)
_END = re.compile(r"\b(?:by\s+)?(?:the\s+)?end of (?:the\s+)?month\b|月底|สิ้นเดือน", re.IGNORECASE)
_IS_WEEK = frozenset({"week", "周", "星期", "个星期", "สัปดาห์", "อาทิตย์"})
_THAI_CENTURY = 43  # a two-digit year from here on, written with a Thai month, is of the Buddhist era
Reading = Callable[[re.Match[str], date], "date | None"]


def find_day(text: str, today: date, *, past: bool = False) -> Found[date] | None:
    """The first day in `text`, counted from `today`; a day without a year is the next one, in the `past` the last.

    Years of the Buddhist era are understood. None where no day stands.
    """
    for pattern, reading in _READINGS:
        for match in pattern.finditer(text):
            value = reading(match, today)
            if value is not None:
                return Found(
                    _around(value, today, past) if _has_no_year(match) else value, match.start(), match.end()
                )
    return None


def _near(match: re.Match[str], today: date) -> date:
    return today + timedelta(days=_NEAR[(match[1] or match[2]).lower()])


def _numeric(match: re.Match[str], _today: date) -> date | None:
    try:
        return read_date(match[1], "dmy").date
    except RuleBroken:
        return None


def _chinese(match: re.Match[str], today: date) -> date | None:
    return _date(int(match[1]) if match[1] else today.year, int(match[2]), int(match[3]))


def _day_first(match: re.Match[str], today: date) -> date | None:
    month = match[2] or match[3]
    return _date(_year(match[4], today, thai=bool(match[3])), _MONTHS[month.lower()], int(match[1]))


def _month_first(match: re.Match[str], today: date) -> date | None:
    return _date(_year(match[3], today, thai=False), _MONTHS[match[1].lower()], int(match[2]))


def _weekday_en(match: re.Match[str], today: date) -> date:
    return _weekday(_WEEKDAYS[match[2].lower()], (match[1] or "").lower(), today)


def _weekday_zh(match: re.Match[str], today: date) -> date:
    return _weekday(_WEEKDAYS[match[2]], match[1] or "", today)


def _weekday_th(match: re.Match[str], today: date) -> date:
    return _weekday(_WEEKDAYS[match[1]], match[2] or "", today)


def _weekday(place: int, week: str, today: date) -> date:
    """Alone the next such day, today excepted; with a week, that of this, the next or the last week from Monday."""
    if week:
        return today - timedelta(days=today.weekday()) + timedelta(days=place, weeks=_WEEKS[week])
    return today + timedelta(days=(place - today.weekday() - 1) % 7 + 1)


def _next_week(_match: re.Match[str], today: date) -> date:
    return today - timedelta(days=today.weekday()) + timedelta(weeks=1)


def _in_days(match: re.Match[str], today: date) -> date:
    count, unit = next((match[place], match[place + 1]) for place in (1, 3, 5) if match[place])
    return today + timedelta(days=number(count) * (7 if unit.lower() in _IS_WEEK else 1))


def _end_of_month(_match: re.Match[str], today: date) -> date:
    following = today.replace(day=28) + timedelta(days=4)
    return following - timedelta(days=following.day)


def _year(text: str | None, today: date, *, thai: bool) -> int:
    if not text:
        return today.year
    year = int(text)
    if year < 100:
        return year + (2500 - 543 if thai and year >= _THAI_CENTURY else 2000)
    return year - 543 if 2400 <= year <= 2700 else year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _has_no_year(match: re.Match[str]) -> bool:
    return match.re in (_CHINESE, _DAY_FIRST, _MONTH_FIRST) and not re.search(
        r"\d{4}|(?<=\D)\d{2}$", match.group()
    )


def _around(value: date, today: date, past: bool) -> date:
    """The year that is nearest in the right direction."""
    if past and value > today:
        return _date(value.year - 1, value.month, value.day) or value
    if not past and value < today:
        return _date(value.year + 1, value.month, value.day) or value
    return value


_READINGS: tuple[tuple[re.Pattern[str], Reading], ...] = (
    (_NUMERIC, _numeric),
    (_CHINESE, _chinese),
    (_DAY_FIRST, _day_first),
    (_MONTH_FIRST, _month_first),
    (_NEAR_DAY, _near),
    (_IN_DAYS, _in_days),
    (_WEEKDAY_ZH, _weekday_zh),
    (_WEEK, _next_week),
    (_WEEKDAY_EN, _weekday_en),
    (_WEEKDAY_TH, _weekday_th),
    (_END, _end_of_month),
)
