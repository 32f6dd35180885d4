"""Who may sign in to the example workspaces: one password, made once, kept where only its owner reads it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from saphan.demo.cast import COLLEAGUES, OWNER, address

FILE = "demo-sign-ins.txt"
WORDS = (
    "river", "bridge", "lantern", "harbour", "cedar", "orchid", "monsoon", "saffron", "bamboo", "ferry",
    "teak", "jasmine", "market", "pagoda", "quarry", "tide", "violet", "willow", "amber", "canal", "delta",
)  # fmt: skip


class SignIn(NamedTuple):
    email: str
    role: str
    workspaces: str


def password() -> str:
    """The password of all sign-ins of this installation's examples."""
    path = Path(settings.HOME) / FILE
    if path.exists():
        return path.read_text(encoding="utf-8").splitlines()[0].removeprefix("password: ")
    made = "-".join(secrets.choice(WORDS) for _ in range(4)) + f"-{secrets.randbelow(90) + 10}"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"password: {made}\n")
        file.writelines(f"{one.email}  {one.role}  {one.workspaces}\n" for one in sign_ins())
    return made


def sign_ins() -> Iterator[SignIn]:
    """One for every role at least; the owner has both workspaces."""
    yield SignIn(address(OWNER), OWNER.role.value, "bridge, maven")
    for colleague in COLLEAGUES:
        if colleague.language is not None:
            yield SignIn(address(colleague), colleague.role.value, "bridge")
