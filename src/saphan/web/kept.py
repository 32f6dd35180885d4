"""What pages keep of a member's desk until something is written: counts, stages, views, rates.

Every page learns with its first statement how far the desk has come (`notices/marks.py`). What was made at that mark is
still true, whichever process wrote last. Kept answers belong to one standing and are never shown to another.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from saphan.journal import now
from saphan.notices.marks import mark_of
from saphan.web.request import MemberRequest
from saphan.workspace.kept import Kept
from saphan.workspace.rights import Right, Scope

T = TypeVar("T")
MOST = 4_000  # answers, some kilobytes each
MINUTE = 60_000_000  # microseconds
SAFE = ("GET", "HEAD")
_kept: Kept[Any] = Kept(MOST)


def mark_desk(request: MemberRequest) -> None:
    """Note how far the desk has come. A request that may write keeps nothing, nor does a look through others' eyes."""
    may_keep = request.method in SAFE and request.actor.eyes is None
    request.mark = mark_of(request.member) if may_keep else None


def seat_team(request: MemberRequest) -> None:
    """Let the actor know the ids of their team, which most of their questions name."""
    actor = request.actor
    if request.mark is not None and actor.scope(Right.READ) is Scope.TEAM:
        # The actor works them out once by itself; here that is once until something is written.
        vars(actor)["team_members"] = kept(request, "team", lambda: actor.team_members)


def kept(request: MemberRequest, name: Hashable, make: Callable[[], T]) -> T:
    """What `make` answers for this member, made anew when anything was written. Readers must not change it."""
    if request.mark is None:
        return make()
    return _kept.get((request.actor.standing, name), make, mark=request.mark)  # type: ignore[no-any-return]


def kept_for_a_minute(
    request: MemberRequest,
    asked: Mapping[Hashable, Callable[[], Any]],
    answer: Callable[[Mapping[Hashable, Any]], Mapping[Hashable, T]],
) -> dict[Hashable, T]:
    """The same for answers that time changes too. What is missing of `asked` is answered all at once."""
    if request.mark is None:
        return dict(answer({name: ask() for name, ask in asked.items()}))
    standing, mark = request.actor.standing, (request.mark, now() // MINUTE)
    found = {name: _kept.find((standing, name), mark=mark) for name in asked}
    missing = {name: ask() for name, ask in asked.items() if found[name] is None}
    if missing:
        for name, fresh in answer(missing).items():
            found[name] = _kept.keep((standing, name), fresh, mark=mark)
    return found  # type: ignore[return-value]


def forget() -> None:
    """Keep nothing any more: for tests, whose journals are taken back."""
    _kept.forget()
