"""Which instant an address names, and the addresses of its other reading and of now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from saphan.core.errors import RuleBroken
from saphan.core.period import Micros
from saphan.journal import now
from saphan.measures.facts.zones import zones_of
from saphan.web.reader import Reader
from saphan.web.request import MemberRequest

OF_TIME = ("as_of", "known_at")


@dataclass(frozen=True)
class Past:
    """An instant before now. `known_at` None reads it with what is known now."""

    as_of: Micros
    known_at: Micros | None
    text: str
    words: str
    stood_url: str
    known_url: str
    now_url: str

    @property
    def is_stood(self) -> bool:
        """Whether it is read with what was known then."""
        return self.known_at is not None

    @property
    def title(self) -> str:
        """What the page shows, as a whole sentence."""
        if self.is_stood:
            return _("As it stood at the end of %(day)s") % {"day": self.words}
        return _("The end of %(day)s, as we now know it") % {"day": self.words}

    @property
    def bare_url(self) -> str:
        """This page of the same instant without any filter."""
        return f"?{self.query}"

    @property
    def query(self) -> str:
        """Only the instant, for links from one page of the past to another."""
        found = QueryDict(mutable=True)
        found["as_of"] = self.text
        if self.is_stood:
            found["known_at"] = self.text
        return found.urlencode()


def looked_back(request: MemberRequest, reader: Reader) -> Past | None:
    """The instant in the address. None for now, for a day to come and for what cannot be read."""
    query = request.GET
    text = query.get("as_of", "")
    if not text:
        return None
    zones = zones_of(request.workspace)
    try:
        as_of = zones.instant(text)
        known_at = zones.instant(query["known_at"]) if query.get("known_at") else None
    except RuleBroken:
        return None
    if as_of >= now():
        return None
    return Past(
        as_of=as_of,
        known_at=known_at,
        text=text,
        words=_written(text, as_of, reader),
        stood_url=address(query, as_of=text, known_at=text),
        known_url=address(query, as_of=text),
        now_url=address(query),
    )


def address(query: QueryDict, **instants: str) -> str:
    """This address at another instant, with everything else as it is; without one it is that of now."""
    found = query.copy()
    for name in (*OF_TIME, "after", "peek", "skip"):
        found.pop(name, None)
    for name, value in instants.items():
        found[name] = value
    return f"?{found.urlencode()}"


def _written(text: str, as_of: Micros, reader: Reader) -> str:
    try:
        return reader.full_day(date.fromisoformat(text))
    except ValueError:
        return reader.moment(as_of)
