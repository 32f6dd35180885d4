"""Making both example workspaces ready, whatever an interrupted start before left behind."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from saphan.demo.sign_ins import SignIn, password, sign_ins


@dataclass(frozen=True)
class Prepared:
    """What there is to see: people who may sign in, their password, and how long it took (seconds)."""

    sign_ins: tuple[SignIn, ...]
    password: str
    seconds: float

    def as_data(self) -> dict[str, Any]:
        people = [one._asdict() for one in self.sign_ins]
        return {"workspaces": ["bridge", "maven"], "password": self.password, "sign_ins": people}

    def lines(self) -> Iterator[str]:
        yield _("Sign in with any of these; the password is the same for all:")
        yield f"    {self.password}"
        for one in self.sign_ins:
            yield f"    {one.email:<28}{one.role:<14}{one.workspaces}"


def prepare(progress: Callable[[str], None]) -> Prepared:
    """Fill what is missing. Each workspace is filled in one transaction: it is there whole or not at all."""
    from saphan.demo import bridge, maven

    started = time.monotonic()
    secret = password()
    bridge.fill(secret, progress)
    maven.fill(secret, progress)
    return Prepared(tuple(sign_ins()), secret, time.monotonic() - started)
