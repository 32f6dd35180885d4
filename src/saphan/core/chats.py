"""Chats as people paste them: the export of LINE, the copy of WeChat and WhatsApp, split into messages.

LINE writes the day on a line of its own and then "09:01<tab>name<tab>words"; WeChat writes name and time above the
words; WhatsApp writes "[16/6/2026, 09:01] name: words". Buddhist years are read as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

BUDDHIST_FROM, BUDDHIST_AHEAD = 2400, 543
FEWEST = 2  # messages that make a chat


class Source(StrEnum):
    LINE = "line"
    WECHAT = "wechat"
    WHATSAPP = "whatsapp"


@dataclass
class Message:
    """Who said what; `at` has no zone, as nobody wrote one, and is None where the day is not known."""

    speaker: str
    words: str
    at: datetime | None = None


@dataclass
class Chat:
    """A pasted chat, in the order in which it was pasted."""

    source: Source
    messages: list[Message] = field(default_factory=list)

    @property
    def speakers(self) -> list[str]:
        """Who spoke, in the order of first words."""
        return list(dict.fromkeys(message.speaker for message in self.messages))

    @property
    def last_at(self) -> datetime | None:
        """When the last message with a known time was written."""
        return max((message.at for message in self.messages if message.at), default=None)


_NUMBERS = r"(\d{4})[./年-]\s?(\d{1,2})[./月-]\s?(\d{1,2})日?|(\d{1,2})[./-](\d{1,2})[./-](\d{4})"
_DAY = re.compile(rf"^(?:\S{{1,12}}(?:[,.]\s*|\s+))?(?:ที่\s*)?(?:{_NUMBERS})(?:\s*[（(]?\S{{1,12}}[）)]?)?$")
_CLOCK = r"(上午|下午|凌晨|中午|晚上)?\s?(\d{1,2})[:.](\d{2})(?::\d{2})?\s?([AaPp][Mm])?(?:\s?น\.)?"
_LINE = re.compile(rf"^{_CLOCK}\t([^\t]+)\t(.*)$")
_LINE_SPACED = re.compile(r"^(\d{1,2})[:.](\d{2})\s+(\S+(?:\s\S+)?)\s{2,}(.+)$")
_WHATSAPP = re.compile(rf"^\[?(?:{_NUMBERS}),?\s+{_CLOCK}\]?\s*(?:-\s*)?([^:：]{{1,60}})[:：]\s(.*)$")
_WECHAT = re.compile(rf"^(.{{1,60}}?)[:：]?\s+(?:(?:{_NUMBERS})\s+)?{_CLOCK}$")
_AFTERNOON = {"下午", "晚上"}


def read_chat(text: str) -> Chat | None:
    """The chat that `text` holds; None where it does not look like one (fewer than two messages)."""
    lines = [line.rstrip() for line in text.replace("\ufeff", "").replace("\u200e", "").splitlines()]
    for source, read in ((Source.WHATSAPP, _whatsapp), (Source.LINE, _line), (Source.WECHAT, _wechat)):
        messages = [message for message in read(lines) if message.words]
        if len(messages) >= FEWEST:
            return Chat(source, messages)
    return None


def _line(lines: list[str]) -> Iterator[Message]:
    """The day stands alone above its messages; a line without a time goes on with the message before."""
    day: date | None = None
    current: Message | None = None
    for line in lines:
        if (found := _DAY.match(line.strip())) and (read := _day(found.groups()[:6])):
            day = read
            continue
        full, spaced = _LINE.match(line), _LINE_SPACED.match(line)
        if full or spaced:
            if current:
                yield current
            current = _from_line(full, spaced, day)
        elif current and line:
            current.words += f"\n{line}"
    if current:
        yield current


def _from_line(full: re.Match[str] | None, spaced: re.Match[str] | None, day: date | None) -> Message:
    if full:
        part, hour, minute, half, speaker, words = full.groups()
        return Message(speaker.strip(), _unquoted(words), _moment(day, _clock(hour, minute, part, half)))
    assert spaced is not None  # noqa: S101  one of the two matched
    hour, minute, speaker, words = spaced.groups()
    return Message(speaker.strip(), words.strip(), _moment(day, _clock(hour, minute, None, None)))


def _wechat(lines: list[str]) -> Iterator[Message]:
    """Name and time stand above the words."""
    current: Message | None = None
    day: date | None = None
    for line in lines:
        found = _WECHAT.match(line.strip())
        if found:
            if current:
                yield current
            speaker, *rest = found.groups()
            day = _day(tuple(rest[:6])) or day
            part, hour, minute, half = rest[6:]
            current = Message(speaker.strip(" :："), "", _moment(day, _clock(hour, minute, part, half)))
        elif current and line:
            current.words = f"{current.words}\n{line}".strip()
    if current:
        yield current


def _whatsapp(lines: list[str]) -> Iterator[Message]:
    current: Message | None = None
    for line in lines:
        if found := _WHATSAPP.match(line):
            if current:
                yield current
            groups = found.groups()
            part, hour, minute, half, speaker, words = groups[6:]
            at = _moment(_day(groups[:6]), _clock(hour, minute, part, half))
            current = Message(speaker.strip(), words.strip(), at)
        elif current and line:
            current.words += f"\n{line}"
    if current:
        yield current


def _day(parts: tuple[str | None, ...]) -> date | None:
    """A day from year-month-day or day-month-year; None where it is not in the calendar."""
    year, month, day = (parts[0], parts[1], parts[2]) if parts[0] else (parts[5], parts[4], parts[3])
    if not (year and month and day):
        return None
    number = int(year) - BUDDHIST_AHEAD if int(year) >= BUDDHIST_FROM else int(year)
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


def _clock(hour: str, minute: str, part: str | None, half: str | None) -> time | None:
    number = int(hour)
    is_late = part in _AFTERNOON or (half or "").lower() == "pm" or (part == "中午" and number < 11)
    if is_late and number < 12:
        number += 12
    if (half or "").lower() == "am" and number == 12:
        number = 0
    return time(number, int(minute)) if number < 24 and int(minute) < 60 else None


def _moment(day: date | None, clock: time | None) -> datetime | None:
    return datetime.combine(day, clock) if day and clock else None


def _unquoted(words: str) -> str:
    """LINE puts words of several lines into quotation marks; the closing one comes with the last line."""
    return words[1:] if words.startswith('"') and not words.endswith('"') else words.strip('"').strip()
