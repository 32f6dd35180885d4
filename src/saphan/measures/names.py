"""Codes and names of what facts know only by id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import get_language

from saphan.measures import words
from saphan.measures.question import By
from saphan.pipeline.models import Pipeline
from saphan.pipeline.terms import OpportunityType
from saphan.workspace.models import Member, Offering, Team, Territory
from saphan.workspace.models.record import labelled, model_of

_MODELS: dict[By, Any] = {
    By.OWNER: Member, By.TEAM: Team, By.TERRITORY: Territory, By.OFFERING: Offering, By.PIPELINE: Pipeline,
}  # fmt: skip
AT_ONCE = 5_000


class Named(NamedTuple):
    code: str | None
    label: str


def names_of(by: By, keys: Iterable[str | None], workspace_id: int) -> dict[str | None, Named]:
    """How each group is called in the reader's language."""
    wanted = [key for key in keys if key is not None]
    found: dict[str | None, Named] = {None: Named(None, str(words.NOBODY[by.value]))}
    if by in _MODELS:
        model = _MODELS[by]
        for record in model.objects.filter(workspace_id=workspace_id, pk__in=[int(key) for key in wanted]):
            label = labelled(record.name, getattr(record, "names", {}), get_language() or "en")
            found[str(record.pk)] = Named(record.code, label)
    for key in wanted:
        found.setdefault(key, Named(key, str(dict(OpportunityType.choices).get(key, key))))
    return found


def records_of(
    wanted: Iterable[tuple[str, int]], workspace_id: int
) -> dict[tuple[str, int], tuple[str, str]]:
    """Code and name of records by kind and id, also of those that were removed."""
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, pk in wanted:
        ids[kind].append(pk)
    return {
        (kind, pk): named
        for kind, some in ids.items()
        for pk, named in _in_bulk(model_of(kind), some, workspace_id).items()
    }


def members_of(ids: Iterable[int], workspace_id: int) -> dict[int, tuple[str, str]]:
    """Code and name of members by id."""
    return _in_bulk(Member, ids, workspace_id)


def _in_bulk(model: Any, ids: Iterable[int], workspace_id: int) -> dict[int, tuple[str, str]]:
    wanted = sorted(set(ids))
    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = model.objects.filter(workspace_id=workspace_id, pk__in=wanted[start : start + AT_ONCE])
        if hasattr(model, "name"):
            found |= {pk: (code, name) for pk, code, name in some.values_list("pk", "code", "name")}
        else:
            found |= {one.pk: (one.code, str(one)) for one in some}
    return found
