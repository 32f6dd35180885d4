"""Dates: 16 Jun 2026, 2026年6月16日, 16 มิ.ย. 2569. Stored values stay Gregorian."""

from __future__ import annotations

from datetime import date, datetime

BUDDHIST_AHEAD = 543
_MONTHS = {
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "th": ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."],
}
_WEEKDAYS = {
    "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    "zh": ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    "th": ["จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา."],
}
_AGO = {
    "en": ("{n} min ago", "{n} h ago", "just now"),
    "zh": ("{n} 分钟前", "{n} 小时前", "刚刚"),
    "th": ("{n} นาทีก่อน", "{n} ชม. ก่อน", "เมื่อสักครู่"),
}
HOUR, DAY = 3_600, 86_400


def year_shown(year: int, buddhist: bool) -> int:
    """The year as the reader counts it."""
    return year + BUDDHIST_AHEAD if buddhist else year


def day(value: date, language: str, *, buddhist: bool = False) -> str:
    """A date in full."""
    year = year_shown(value.year, buddhist)
    if language.startswith("zh"):
        return f"{year}年{value.month}月{value.day}日"
    return f"{value.day} {month_short(value.month, language)} {year}"


def day_and_month(value: date, language: str) -> str:
    """A date of this year: 16 Jun, 6月16日, 16 มิ.ย."""
    if language.startswith("zh"):
        return f"{value.month}月{value.day}日"
    return f"{value.day} {month_short(value.month, language)}"


def day_in_words(value: date, language: str, *, buddhist: bool = False) -> str:
    """A date with its weekday: Tue 16 Jun 2026, 2026年6月16日 周二."""
    weekday = _WEEKDAYS[language[:2]][value.weekday()]
    text = day(value, language, buddhist=buddhist)
    return f"{text} {weekday}" if language.startswith("zh") else f"{weekday} {text}"


def month(year: int, number: int, language: str, *, buddhist: bool = False) -> str:
    """A month with its year: Jun 2026, 2026年6月, มิ.ย. 2569."""
    shown = year_shown(year, buddhist)
    return f"{shown}年{number}月" if language.startswith("zh") else f"{month_short(number, language)} {shown}"


def month_short(number: int, language: str) -> str:
    """The month alone: Jun, 6月, มิ.ย."""
    return f"{number}月" if language.startswith("zh") else _MONTHS[language[:2]][number - 1]


def time_of_day(value: datetime, language: str) -> str:
    """Hours and minutes on a 24-hour clock, in the zone that `value` carries: 18:00, 18:00 น."""
    text = f"{value.hour:02d}:{value.minute:02d}"
    return f"{text} น." if language == "th" else text


def since(moment: datetime, now: datetime, language: str, *, buddhist: bool = False) -> str:
    """How long ago within a day, the date after that. Both datetimes carry the reader's zone."""
    seconds = int((now - moment).total_seconds())
    minutes, hours, just_now = _AGO[language[:2]]
    if 0 <= seconds < 60:
        return just_now
    if 0 <= seconds < HOUR:
        return minutes.format(n=seconds // 60)
    if 0 <= seconds < DAY:
        return hours.format(n=seconds // HOUR)
    same_year = moment.year == now.year
    return day_and_month(moment, language) if same_year else day(moment, language, buddhist=buddhist)
