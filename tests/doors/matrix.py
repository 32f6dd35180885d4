"""The permission matrix: who gets what answer from which route about whose record.

A row names a route, the right it asks for and the kind of record in its address. What must happen follows
from the role's scope for that right and from whose record it is; the rows say nothing about roles one by one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import connection

from saphan.workspace.rights import Right, Scope, scope_of
from saphan.workspace.terms import Role

# Rows that come and go with a request and say nothing about the business.
NOT_BUSINESS = ("django_session", "usersessions_usersession", "django_migrations", "django_content_type")
WRITES = re.compile(
    r'\s*(?:INSERT|UPDATE|DELETE)(?:\s+OR\s+\w+)?(?:\s+(?:INTO|FROM))?\s+"?(\w+)', re.IGNORECASE
)


class Ownership(StrEnum):
    """Whose record the address names, seen from the person who asks."""

    OWN = "own"
    TEAM = "team"
    OTHER = "other"
    FOREIGN = "foreign"  # of another workspace


# Kinds that everybody in the workspace sees.
SHARED = frozenset(
    {
        "pipeline", "stage", "lost_reason", "lead_criterion", "member", "team", "territory", "offering",
        "price", "change", "token", "import", "rate", "cost", "campaign", "survey", "target", "view", "report",
        "price_list", "price_line", "submission", "report_schedule",
    }
)  # fmt: skip


class Access(StrEnum):
    PUBLIC = "public"  # everybody, signed in or not
    SIGNED_IN = "signed in"  # everybody with an account, in no workspace
    RIGHT = "right"  # members whose role has the right (and reaches the record)


@dataclass(frozen=True)
class Route:
    """One row. `name` is the URL name of a page, or the path of an operation of the API (`/accounts/{code}`).

    `subject` is the kind of record in the address ("account", "opportunity", …) or empty; `arguments` builds
    the address's arguments from the record (default: its code); `data` builds what is sent. `denied` is the
    answer to who lacks the right: 403, or 404 where they do not even see the subject. `absent` is the
    answer to who may
    not know of the record: 404, or 422 where it is named in the body.
    """

    name: str
    method: str = "GET"
    access: Access = Access.RIGHT
    right: Right = Right.READ
    subject: str = ""
    arguments: Callable[[Any], dict[str, Any]] = field(default=lambda record: {"code": record.code})
    data: Callable[[Any, Any], dict[str, Any]] = field(default=lambda world, record: {})
    allowed: frozenset[int] = frozenset({200, 201, 204, 302, 303, 422})
    content_type: str = ""
    query: str = ""
    denied: int = 403
    absent: int = 404
    # The right is asked for before anything is looked up, so who lacks it gets one answer for every address.
    right_first: bool = False
    # Arguments of an address that names no record, such as the key of a measure.
    fixed: dict[str, str] = field(default_factory=dict)

    @property
    def is_api(self) -> bool:
        return self.name.startswith("/")

    @property
    def is_shared(self) -> bool:
        """Its subject belongs to the workspace, not to an owner."""
        return self.subject in SHARED

    @property
    def cells(self) -> list[Ownership]:
        """Whose records are asked about."""
        if self.is_shared:
            return [Ownership.OWN, Ownership.FOREIGN]
        return list(Ownership) if self.subject else [Ownership.OWN]

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def expected(route: Route, role: str, whose: Ownership) -> str:
    """ "allowed", "denied" (403: may see, may not do) or "absent" (404: must not learn that it exists)."""
    reads, does = scope_of(role, Right.READ), scope_of(role, route.right)
    if whose is Ownership.FOREIGN:
        return "denied" if route.right_first and does is Scope.NONE else "absent"
    is_owned = bool(route.subject) and not route.is_shared
    if is_owned and not _reaches(reads, whose):
        return "absent"
    return "allowed" if (_reaches(does, whose) if is_owned else does is not Scope.NONE) else "denied"


def _reaches(scope: Scope, whose: Ownership) -> bool:
    if scope is Scope.ALL:
        return True
    if scope is Scope.TEAM:
        return whose in (Ownership.OWN, Ownership.TEAM)
    return scope is Scope.OWN and whose is Ownership.OWN


ROLES = tuple(Role.values)


def roles_asked(route: Route) -> list[str]:
    """All roles; on a second engine one for each pair of scopes, for only their predicates could differ there."""
    if connection.vendor == "sqlite":
        return list(ROLES)
    return list({(scope_of(role, Right.READ), scope_of(role, route.right)): role for role in ROLES}.values())


def fingerprint() -> str:
    """A digest of every business row in the database."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            digest.update(repr((table, cursor.fetchall())).encode())
    return digest.hexdigest()


@contextmanager
def writes() -> Iterator[list[str]]:
    """The statements within the block that write business rows; without any, nothing can have changed."""
    found: list[str] = []

    def listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if (written := WRITES.match(sql)) and written[1] not in NOT_BUSINESS:
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        yield found


def _tables() -> Iterator[str]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table not in NOT_BUSINESS and not model._meta.proxy and model._meta.managed:
            yield model._meta.db_table
