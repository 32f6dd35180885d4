"""The table of roles and rights, in words, straight from the table that decides."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from saphan.workspace.rights import Right, Scope, scope_of
from saphan.workspace.terms import Role

RIGHT_WORDS = {
    Right.READ: _("See clients and deals"),
    Right.WRITE: _("Change clients and deals"),
    Right.LOG: _("Record interactions, next steps and files"),
    Right.EXPORT: _("Export"),
    Right.IMPORT: _("Import"),
    Right.CONFIGURE: _("Set up teams, territories, pipelines and products"),
    Right.RATES: _("Keep exchange rates"),
    Right.BILL: _("Bill clients"),
    Right.RECEIVE: _("Note what clients paid"),
    Right.COSTS: _("See and keep costs of sales and marketing"),
    Right.APPROVE: _("Approve discounts over the limit as a second person"),
    Right.ADMINISTER: _("Manage people and the workspace"),
}
SCOPE_WORDS = {
    Scope.NONE: "–",
    Scope.OWN: _("own only"),
    Scope.TEAM: _("own team"),
    Scope.ALL: _("everything"),
}
REACH = {
    Scope.OWN: _("%(right)s: only those they own"),
    Scope.TEAM: _("%(right)s: those of their team and the teams below"),
    Scope.ALL: _("%(right)s: all"),
}
WITHOUT_REACH = {Right.IMPORT, Right.CONFIGURE, Right.RATES, Right.COSTS, Right.APPROVE, Right.ADMINISTER}


def rights_table() -> dict[str, Any]:
    """Column heads (roles) and one row per right with its reach for each role."""
    rows = [{"label": RIGHT_WORDS[right], "cells": [_reach(role, right) for role in Role]} for right in Right]
    return {"heads": [role.label for role in Role], "rows": rows}


def rights_in_words(role: str) -> list[str]:
    """What a role may do, one line per right that it has."""
    held = [(right, scope_of(role, right)) for right in Right]
    return [
        str(RIGHT_WORDS[right])
        if right in WITHOUT_REACH
        else str(REACH[scope]) % {"right": RIGHT_WORDS[right]}
        for right, scope in held
        if scope is not Scope.NONE
    ]


def _reach(role: str, right: Right) -> Any:
    scope = scope_of(role, right)
    return _("yes") if scope is Scope.ALL and right in WITHOUT_REACH else SCOPE_WORDS[scope]
