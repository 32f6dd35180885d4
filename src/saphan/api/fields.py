"""The kinds of values that the API takes and gives. Wrong types are refused, not bent into shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictBool,
    StrictInt,
    WithJsonSchema,
)

from saphan.core.period import to_micros
from saphan.workspace.actor import Actor

MILLION = 1_000_000
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)
# A hundred thousand million in the smallest of units: converted at any known rate it still fits 64 bits.
LARGEST_AMOUNT = 10**14
SMALL, MEDIUM = 32_767, 2**31 - 1


class Body(BaseModel):
    """What a request carries. Names that are not declared are refused."""

    model_config = ConfigDict(extra="forbid")


class Writing(Body):
    """A body that changes something. `reason` goes into the journal."""

    reason: Annotated[str, Field(max_length=2_000, description="why; kept in the journal")] = ""


class Shown(BaseModel):
    """What an answer carries, read from a record."""

    model_config = ConfigDict(from_attributes=True)


def _day(value: Any) -> date:
    if not isinstance(value, str):
        raise ValueError("a day is a text such as 2026-06-16")  # noqa: TRY004  pydantic collects ValueErrors
    day = date.fromisoformat(value)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError("a day between 1900 and 2200")
    return day


def _micros(value: Any) -> int:
    if not isinstance(value, str):
        raise ValueError("an instant is a text with a zone")  # noqa: TRY004
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    if not FIRST_DAY.year < moment.year < LAST_DAY.year:
        raise ValueError("an instant between 1900 and 2200")
    return to_micros(moment.astimezone(UTC))


def iso(micros: int) -> str:
    """An instant in UTC microseconds as ISO 8601."""
    moment = datetime.fromtimestamp(micros // MILLION, UTC).replace(microsecond=micros % MILLION)
    return moment.isoformat().replace("+00:00", "Z")


def _code_of(record: Any) -> Any:
    return getattr(record, "code", record)


INSTANT = {"type": "string", "format": "date-time"}
Day = Annotated[date, BeforeValidator(_day)]
Instant = Annotated[int, BeforeValidator(_micros), WithJsonSchema(INSTANT)]
Moment = Annotated[int, PlainSerializer(iso, return_type=str), WithJsonSchema(INSTANT, mode="serialization")]
Flag = StrictBool
Minor = Annotated[StrictInt, Field(ge=0, le=LARGEST_AMOUNT, description="minor units of the currency")]
Count = Annotated[StrictInt, Field(ge=1, le=MEDIUM)]
Small = Annotated[StrictInt, Field(ge=0, le=SMALL)]
Currency = Annotated[str, Field(min_length=3, max_length=3, description="ISO 4217")]
Word = Annotated[str, Field(max_length=40)]
Line = Annotated[str, Field(max_length=200)]
Short = Annotated[str, Field(max_length=80)]
Middle = Annotated[str, Field(max_length=120)]
Note = Annotated[str, Field(max_length=50_000)]
Code = Annotated[str, Field(min_length=1, max_length=24, description="public code, such as C-1042")]
Names = Annotated[
    dict[Annotated[str, Field(max_length=8)], Annotated[str, Field(max_length=120)]],
    Field(max_length=8, description="the name by language: en, zh-hans, th"),
]
# In an answer: the code of the record that a relation points to.
Ref = Annotated[str | None, BeforeValidator(_code_of)]


@dataclass(frozen=True)
class Points:
    """Marks a code in a body: among which records it is looked up, and whether an action wants the id."""

    among: Callable[[Actor], QuerySet[Any]]
    by_id: bool = False


def to(among: Callable[[Actor], QuerySet[Any]], *, by_id: bool = False) -> Any:
    """The type of a code that names one of the records that the actor may see."""
    return Annotated[Code, Points(among, by_id)]
