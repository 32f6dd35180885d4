"""The person behind a membership: address, password, and how Saphan speaks to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from saphan.core.errors import RuleBroken
from saphan.workspace.models import User
from saphan.workspace.terms import Language, YearStyle

PREFERENCES = frozenset({"name", "language", "year_style", "time_zone", "theme"})


@dataclass(frozen=True)
class NewPerson:
    """Somebody who signs in for the first time and has just chosen a password."""

    name: str
    password: str
    language: str = Language.EN


def known_person(email: str) -> User | None:
    """The person who signs in with this address."""
    return User.objects.filter(email=email.strip().lower()).first()


def open_sign_in(email: str, name: str, password: str | None, *, language: str = Language.EN) -> User:
    """The person who signs in with this address, made when there is none. A known person is left as they are.

    Without a password the new person can only come in through a reset link or another provider.
    """
    if (known := known_person(email)) is not None:
        return known
    year_style = YearStyle.BUDDHIST if language == Language.TH else YearStyle.GREGORIAN
    return User.objects.create_user(
        email.strip(), password, name=name, language=language, year_style=year_style
    )


def keep_preferences(user: User, changes: Mapping[str, Any]) -> User:
    """Store how this person wants to be spoken to. Only the named fields are written.

    Raises RuleBroken("workspace.unknown_zone") and RuleBroken("field.not_editable").
    """
    for name in changes:
        if name not in PREFERENCES:
            raise RuleBroken("field.not_editable", field=name, name=name)
    zone = changes.get("time_zone", "")
    if zone and zone not in available_timezones():
        raise RuleBroken("workspace.unknown_zone", field="time_zone", time_zone=zone)
    for name, value in changes.items():
        setattr(user, name, value)
    if changes:
        user.save(update_fields=list(changes))
    return user
