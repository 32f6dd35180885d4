"""What the states of a page say: two versions of a field side by side, and who can open what is closed."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import template
from django.utils.translation import gettext as _

from saphan.clients.models import Account
from saphan.core import format as written
from saphan.web.history.attributes import LABELS
from saphan.workspace.models import Member, Team, Territory
from saphan.workspace.rights import Right, Scope, scope_of
from saphan.workspace.terms import MemberStatus

register = template.Library()
REFERENCES: Mapping[str, Any] = {
    "owner_id": Member, "territory_id": Territory, "parent_id": Account, "account_id": Account, "team_id": Team,
}  # fmt: skip
CENTS = 100


@register.simple_tag
def conflict(refusal: Any) -> list[dict[str, str]]:
    """Each field that two people changed, with both values as people read them."""
    return [
        {
            "field": each["field"],
            "label": str(LABELS.get(each["field"], each["field"])),
            "by": each.get("by") or _("Somebody else"),
            "theirs": _shown(each["field"], each["theirs"]),
            "yours": _shown(each["field"], each["yours"]),
        }
        for each in getattr(refusal, "fields", None) or []
    ]


@register.simple_tag(takes_context=True)
def helpers(context: Any) -> list[Member]:
    """Who sets up the workspace and can open something for the reader; nobody outside of a workspace."""
    member = getattr(context.get("request"), "member", None)
    if member is None:
        return []
    roles = [role for role, _label in Member._meta.get_field("role").choices or [] if _opens(role)]
    active = Member.objects.filter(workspace_id=member.workspace_id, removed_at=None, role__in=roles)
    return list(active.filter(status=MemberStatus.ACTIVE).exclude(pk=member.pk).order_by("pk")[:3])


def _opens(role: str) -> bool:
    return scope_of(role, Right.ADMINISTER) is not Scope.NONE


def _shown(name: str, value: Any) -> str:
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in REFERENCES:
        found = REFERENCES[name]._base_manager.filter(pk=value).first()
        return str(found) if found else "–"
    if name.endswith("_minor"):
        return written.decimal(Fraction(int(value), CENTS), 0)
    return str(value)
