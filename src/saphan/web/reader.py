"""The person in front of the page, as far as writing for them goes: language, year, zone, currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from saphan.core import format as written
from saphan.core.period import from_micros
from saphan.journal import now
from saphan.workspace.terms import YearStyle


@dataclass
class Reader:
    """Writes values for one person. Pages ask it once per row, never per template tag."""

    language: str
    buddhist: bool
    zone: ZoneInfo
    currency: str

    @cached_property
    def today(self) -> date:
        return self.at(now()).date()

    def at(self, instant: int) -> datetime:
        """The instant (UTC microseconds) on this person's clock."""
        return from_micros(instant).astimezone(self.zone)

    def day(self, value: date | None) -> str:
        """A date, without its year when that is this year; empty when there is none."""
        if value is None:
            return ""
        if value.year == self.today.year:
            return written.day_and_month(value, self.language)
        return self.full_day(value)

    def full_day(self, value: date) -> str:
        return written.day(value, self.language, buddhist=self.buddhist)

    def ago(self, instant: int | None) -> str:
        """How long ago an instant was; empty when it never was."""
        if instant is None:
            return ""
        return written.since(self.at(instant), self.at(now()), self.language, buddhist=self.buddhist)

    def day_in_words(self, instant: int) -> str:
        """The day of an instant as one says it: today, yesterday, or its date."""
        value = self.at(instant).date()
        near = {self.today: _("Today"), self.today - timedelta(days=1): _("Yesterday")}
        return near.get(value) or self.day(value)

    def clock(self, instant: int) -> str:
        """The hour of an instant; empty at midnight sharp, where only the day was said."""
        local = self.at(instant)
        return written.time_of_day(local, self.language) if local.time() != time.min else ""

    def moment(self, instant: int) -> str:
        """Day and hour of an instant."""
        local = self.at(instant)
        return f"{self.full_day(local.date())} {written.time_of_day(local, self.language)}"

    def money(self, minor: int | None, currency: str) -> str:
        """An amount in full, in its own currency; empty when nobody named one."""
        return "" if minor is None else written.full_money(minor, currency)

    def compact(self, minor: int | None) -> str:
        """An amount in the reporting currency, in short."""
        if minor is None:
            return ""
        return written.compact_money(minor, self.currency, self.language, reporting=True)

    def percent(self, share: Fraction, places: int = 1) -> str:
        return written.percent(share, places)


def reader_of(request: HttpRequest) -> Reader:
    """The reader of a page inside a workspace."""
    user, workspace = request.user, request.workspace  # type: ignore[attr-defined]
    return Reader(
        language=request.LANGUAGE_CODE,
        buddhist=user.year_style == YearStyle.BUDDHIST,  # type: ignore[union-attr]
        zone=ZoneInfo(user.time_zone) if user.time_zone else workspace.zone,  # type: ignore[union-attr]
        currency=workspace.currency,
    )
