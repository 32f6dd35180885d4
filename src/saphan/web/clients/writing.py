"""Names, days of contact and due days as pages of this area write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from saphan.clients.models import Account, NextStep, Person
from saphan.core import format as written
from saphan.core.text import Script, scripts_of
from saphan.web.reader import Reader

LANGUAGES = {Script.HAN: "zh", Script.THAI: "th", Script.LATIN: "en"}


@dataclass(frozen=True)
class Named:
    """A name with the language of its script, the letters of its avatar, and another name beside it."""

    name: str
    lang: str
    mark: str
    other: str = ""
    other_lang: str = ""


@dataclass(frozen=True)
class Talk:
    """When we last talked. `kind` is "" within the client's rhythm, "warn" beyond it, "crit" beyond twice."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Due:
    """What comes next. `kind` is "late", "today", "planned" or "none"."""

    text: str
    day: str = ""
    kind: str = "planned"


def language_of(text: str) -> str:
    """The language tag of a name's script; "und" where scripts mix."""
    scripts = scripts_of(text)
    return LANGUAGES.get(next(iter(scripts)), "und") if len(scripts) == 1 else "und"


def named(account: Account, language: str) -> Named:
    """A client's name in the reader's language, with another of its names beside it."""
    name = account.name_in(language)
    own = (account.name, account.name_zh, account.name_th, account.name_en)
    other = next((text for text in own if text and text != name), "")
    return Named(name, language_of(name), account.name, other, language_of(other) if other else "")


def called(person: Person, language: str) -> Named:
    """A person's name in their own script, with the name that the reader can read beside it."""
    read = person.name_in(language)
    other = read if read != person.name else person.nickname
    return Named(
        person.name, language_of(person.name), person.name, other, language_of(other) if other else ""
    )


def talk(account: Account, reader: Reader, now: int) -> Talk:
    """The last talk, coloured by the client's own rhythm."""
    if account.last_touch_at is None:
        return Talk(_("never"), "warn" if account.cadence_days else "")
    days = (reader.at(now).date() - reader.at(account.last_touch_at).date()).days
    text = reader.ago(account.last_touch_at) if days < 1 else written.days(Fraction(days), reader.language)
    rhythm = account.cadence_days
    if not rhythm or days <= rhythm:
        return Talk(text)
    return Talk(text, "crit" if days > 2 * rhythm else "warn")


def due(step: NextStep | None, reader: Reader) -> Due:
    """A planned step and how urgent it is."""
    if step is None:
        return Due("", kind="none")
    return Due(step.what, reader.day(step.due_on), urgency(step.due_on, reader.today))


def urgency(day: date | None, today: date) -> str:
    if day is None or day > today:
        return "planned"
    return "late" if day < today else "today"
