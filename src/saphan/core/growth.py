"""Growth from one amount to another, undefined where a percentage would lie."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Growth:
    """From `base` to `now`, in the same unit. `change` always exists; `value` only over a positive base."""

    now: int | Fraction
    base: int | Fraction

    @property
    def change(self) -> Fraction:
        """now − base, in their unit."""
        return Fraction(self.now) - Fraction(self.base)

    @property
    def value(self) -> Fraction | None:
        """change / base, or None over a base of zero or less."""
        return self.change / Fraction(self.base) if self.base > 0 else None

    @property
    def reason(self) -> str | None:
        """Why there is no value; None when there is one."""
        return None if self.base > 0 else "non_positive_base"
