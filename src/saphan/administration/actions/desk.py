"""How a member's own desk behaves: keys and quiet hours."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.administration.rules import is_oneself
from saphan.core.errors import RuleBroken
from saphan.journal import action, save
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member

MARKS = frozenset("/?,.[];'-=")
MINUTES = range(24 * 60)


@action("member.set_keys", allow=is_oneself)
def set_keys(member: Member, *, actor: Actor, single: bool = True, moved: Mapping[str, str]) -> Member:
    """Set one's own keys. `moved` names for a default key the one pressed instead; empty switches it off.

    `single` False switches off every key that is pressed alone. Raises RuleBroken("keys.unreadable") and
    RuleBroken("keys.taken").
    """
    own = {default: key.strip().upper() for default, key in moved.items() if key.strip().upper() != default}
    used: set[str] = set()
    for default, key in own.items():
        if key and not (len(key) == 1 and ((key.isascii() and key.isalpha()) or key in MARKS)):
            raise RuleBroken("keys.unreadable", field=default, key=key)
        if key and key in used:
            raise RuleBroken("keys.taken", field=default, key=key)
        used.add(key)
    member.keys = ({} if single else {"single": False}) | ({"moved": own} if own else {})
    return save(member)


@action("member.set_quiet_hours", allow=is_oneself)
def set_quiet_hours(member: Member, *, actor: Actor, begin: int | None, end: int | None) -> Member:
    """Between `begin` and `end` (minutes after midnight on the person's clock) nothing draws attention.

    None for both: no quiet hours. The end may lie on the next day. Raises RuleBroken("quiet.half").
    """
    if (begin is None) != (end is None) or any(
        each not in MINUTES for each in (begin, end) if each is not None
    ):
        raise RuleBroken("quiet.half", field="end")
    member.quiet_from, member.quiet_until = begin, end
    return save(member)
