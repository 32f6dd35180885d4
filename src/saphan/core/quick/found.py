"""A value that was read out of a text, with the stretch where it stood."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """`value` stood from `start` to `end`."""

    value: T
    start: int
    end: int
