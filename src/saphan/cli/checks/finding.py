"""What one look found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`detail` says what was found, in words or numbers."""

    name: str
    is_fine: bool
    detail: str = ""

    def line(self) -> str:
        return f"{'ok' if self.is_fine else 'TROUBLE':<8} {self.name}: {self.detail}".rstrip(": ")
