"""What the core says when something is not allowed: a code and the facts, never a sentence."""

from __future__ import annotations

from typing import Any


class SaphanError(Exception):
    """Base of every refusal. `code` is stable and dotted; `values` fill the sentence at the door."""

    def __init__(self, code: str, /, *, field: str | None = None, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.values = values

    def __str__(self) -> str:
        details = "".join(f" {key}={value!r}" for key, value in self.values.items())
        return f"{self.code}{f' ({self.field})' if self.field else ''}{details}"


class RuleBroken(SaphanError):
    """A rule of the business says no; nothing was changed."""


class NotAllowed(SaphanError):
    """The actor may see the subject but may not do this to it; nothing was changed."""


class NotFound(SaphanError):
    """There is no such thing, or the actor may not know that there is."""


class Clash(SaphanError):
    """Somebody else changed the same fields meanwhile.

    `values["fields"]` lists one mapping per field in question: field, base, theirs, yours, by, at.
    """
