"""Which role may do what, and over whose records. This table is the whole permission model."""

from __future__ import annotations

from enum import StrEnum

from saphan.workspace.terms import Role


class Scope(StrEnum):
    """Over whose records a right reaches."""

    NONE = "none"
    OWN = "own"
    TEAM = "team"
    ALL = "all"


class Right(StrEnum):
    READ = "read"
    WRITE = "write"  # change clients, leads, opportunities
    LOG = "log"  # record interactions, next steps and files
    EXPORT = "export"
    IMPORT = "import"
    CONFIGURE = "configure"  # pipelines, offerings, territories, teams
    RATES = "rates"
    BILL = "bill"  # invoices to clients
    RECEIVE = "receive"  # what clients paid
    COSTS = "costs"  # what selling costs: salaries are among it
    APPROVE = "approve"  # agree, as a second person, to discounts over the limit
    ADMINISTER = "administer"  # members, roles, the workspace itself


def _rights(read: Scope, write: Scope, log: Scope, export: Scope, *also: Right) -> dict[Right, Scope]:
    table = {Right.READ: read, Right.WRITE: write, Right.LOG: log, Right.EXPORT: export}
    return table | dict.fromkeys(also, Scope.ALL)


_LEADING = _rights(
    Scope.ALL, Scope.ALL, Scope.ALL, Scope.ALL,
    Right.IMPORT, Right.CONFIGURE, Right.RATES, Right.BILL, Right.RECEIVE, Right.COSTS, Right.APPROVE,
)  # fmt: skip
RIGHTS: dict[str, dict[Right, Scope]] = {
    Role.OWNER: _LEADING | {Right.ADMINISTER: Scope.ALL},
    Role.DIRECTOR: _LEADING,
    Role.AE: _rights(Scope.TEAM, Scope.OWN, Scope.TEAM, Scope.TEAM) | {Right.BILL: Scope.OWN},
    Role.TEAM_MEMBER: _rights(Scope.TEAM, Scope.NONE, Scope.TEAM, Scope.NONE),
    Role.FINANCE: _rights(
        Scope.ALL,
        Scope.NONE,
        Scope.NONE,
        Scope.ALL,
        Right.RATES,
        Right.BILL,
        Right.RECEIVE,
        Right.COSTS,
        Right.APPROVE,
    ),
    Role.READER: _rights(Scope.ALL, Scope.NONE, Scope.NONE, Scope.NONE),
}


WIDTH = {scope: width for width, scope in enumerate(Scope)}


def narrowest(*scopes: Scope) -> Scope:
    """The reach that all of these have in common."""
    return min(scopes, key=WIDTH.__getitem__)


def roles_within(role: str) -> list[Role]:
    """The other roles that hold nothing which `role` does not hold."""
    return [
        other
        for other in Role
        if other != role and all(WIDTH[scope_of(other, r)] <= WIDTH[scope_of(role, r)] for r in Right)
    ]


def scope_of(role: str, right: Right) -> Scope:
    """How far `right` reaches for `role`; Scope.NONE where the role does not have it."""
    return RIGHTS[role].get(right, Scope.NONE)
