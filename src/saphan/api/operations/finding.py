"""Search over everything that the token's member may see."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router

from saphan.api.fields import Shown
from saphan.api.resource import Listed, Resource, refuse_parameters
from saphan.clients.queries import accounts_for
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.search.find import find
from saphan.search.index import KINDS
from saphan.workspace.rights import Right


class HitShown(Shown):
    kind: str
    code: str
    title: str
    subtitle: str


HITS = Resource("search", "hit", accounts_for, HitShown)
finding = Router(tags=["Search"])


@finding.get("", response=Listed[HitShown], operation_id="search", summary="Find anything by its words")
def search(
    request: Any,
    q: Annotated[str, Query(min_length=1, max_length=200)],
    kind: Annotated[list[str], Query(max_length=20)] = [],  # noqa: B006
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> HttpResponse:
    """The best matches first. `kind` narrows to some kinds, such as account or opportunity."""
    refuse_parameters(request, known=("q", "kind", "limit"))
    if not request.actor.may(Right.READ):
        raise NotAllowed("action.not_allowed")
    if unknown := sorted(set(kind) - set(KINDS)):
        raise RuleBroken("request.invalid", field="kind", value=unknown[0][:80], choices=KINDS)
    return HITS.all_of(find(request.actor, q, kind or None, limit=limit))
