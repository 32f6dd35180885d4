"""Refuses passwords that are known from breaches, by a local file: nothing leaves the machine."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.translation import gettext as _


class BreachedPasswordValidator:
    """Looks the password up in a sorted file of SHA-1 hashes in capital hexadecimal digits, one per line.

    A line may hold a whole hash or only its beginning, and after a colon a count that is ignored; all lines
    have the same number of digits. Such files are published by those who collect breaches. Without a file
    this check passes, and the length and the list of common passwords remain.
    """

    def __init__(self, path: str = "") -> None:
        self.path = Path(path).expanduser() if path else None
        if self.path is not None and not self.path.is_file():
            raise ImproperlyConfigured(f"SAPHAN_BREACHED_PASSWORDS names no file: {self.path}")

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:  # noqa: ARG002
        if self.path is not None and is_listed(self.path, password):
            raise ValidationError(
                _("This password is known from a data breach. Choose one that you use nowhere else."),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return _("Your password must not be known from a data breach.")


def is_listed(path: Path, password: str) -> bool:
    """Whether the file holds the password's hash or its beginning; some 40 reads in the largest of files."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, path.stat().st_size
        while low < high:
            middle = (low + high) // 2
            line = _line_after(file, middle)
            if line and line <= wanted:
                if wanted.startswith(line):
                    return True
                low = middle + 1
            else:
                high = middle
        return False


def _line_after(file: BinaryIO, place: int) -> bytes:
    """The hash on the first line that starts at or after `place`; empty at the end of the file."""
    file.seek(max(place - 1, 0))
    if place:
        file.readline()
    return file.readline().split(b":")[0].strip().upper()
