"""Taking a file in: kept under a name of our own, looked at once, its columns matched."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Mapping as AnyMapping
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db.models import QuerySet

from saphan.core.errors import NotAllowed, RuleBroken
from saphan.core.reading import Proposal, date_order, propose_all
from saphan.core.reading.columns import Kind as Cells
from saphan.core.reading.columns import plain_title
from saphan.exchange.kinds import KINDS
from saphan.exchange.mapping import Mapping, mapping_of
from saphan.exchange.models import ImportMemory, ImportRun
from saphan.exchange.source import Source, first_look, look_at
from saphan.exchange.terms import RunState
from saphan.workspace.actor import Actor
from saphan.workspace.codes import next_codes
from saphan.workspace.rights import Right

CONNECTORS = ("property", "properties")  # what connectors put before every title of a program's own fields
REMEMBERED = 98  # how sure we are of a title that went somewhere before


def runs_for(actor: Actor) -> QuerySet[ImportRun]:
    """Imports of the workspace, newest first, for those who may import."""
    if not actor.may(Right.IMPORT):
        return ImportRun.objects.none()
    return ImportRun.objects.filter(workspace_id=actor.workspace_id).select_related("member").order_by("-pk")


def start_run(actor: Actor, kind: str, file_name: str, content: IO[bytes]) -> ImportRun:
    """Keep an uploaded file, look at it and match its columns as far as they tell; nothing is imported yet.

    Raises NotAllowed, RuleBroken("import.unknown_kind"), and what `source` raises about the file.
    """
    if not actor.may(Right.IMPORT):
        raise NotAllowed("action.not_allowed", action="import")
    if kind not in KINDS:
        raise RuleBroken("import.unknown_kind", field="kind", kinds=sorted(KINDS))
    path = _keep(file_name, content)
    try:
        source = look_at(path)
        look = first_look(source)
    except RuleBroken:
        path.unlink()
        raise
    return _record(actor, kind, Path(file_name).name, path, source, look)


def source_of(run: ImportRun) -> Source:
    return Source(folder() / run.stored_as, run.encoding, run.separator)


def folder() -> Path:
    path = Path(settings.MEDIA_ROOT) / "imports"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def proposals(run: ImportRun) -> list[Proposal | None]:
    """For each column where it most likely goes; what was chosen before for the same title comes first."""
    fields = KINDS[run.kind].FIELDS
    memory = dict(
        ImportMemory.objects.filter(workspace_id=run.workspace_id, kind=run.kind).values_list(
            "title", "field"
        )
    )
    nouns = (*CONNECTORS, *KINDS[run.kind].NOUNS)
    found = propose_all(run.headers, run.samples, fields, nouns)
    for place, title in enumerate(run.headers):
        if (before := memory.get(plain_title(title))) is not None:
            found[place] = Proposal(before, REMEMBERED, "remembered") if before else None
    return found


def first_mapping(run: ImportRun) -> Mapping:
    """A mapping of everything that can be proposed, for a person to look over."""
    columns = {
        title: proposal.field if proposal else ""
        for title, proposal in zip(run.headers, proposals(run), strict=True)
    }
    mapping = Mapping(columns=columns)
    order = _date_order(run, columns)
    mapping.date_order = "" if order == "ambiguous" else order
    return mapping


def save_mapping(run: ImportRun, values: AnyMapping[str, Any]) -> Mapping:
    """Keep the mapping that somebody chose with its run, and remember for next time where each title went."""
    mapping = mapping_of(values)
    run.mapping = mapping.as_dict()
    run.save(update_fields=["mapping"])
    for title, field in mapping.columns.items():
        ImportMemory.objects.update_or_create(
            workspace_id=run.workspace_id,
            kind=run.kind,
            title=plain_title(title)[:200],
            defaults={"field": field},
        )
    return mapping


def _date_order(run: ImportRun, columns: dict[str, str]) -> str:
    kinds = {each.key: each.kind for each in KINDS[run.kind].FIELDS}
    seen = [
        cell
        for title, samples in zip(run.headers, run.samples, strict=True)
        if kinds.get(columns[title]) == Cells.DATE
        for cell in samples
    ]
    return str(date_order(seen).value)


def _keep(file_name: str, content: IO[bytes]) -> Path:
    suffix = Path(file_name).suffix.lower()[:8]
    path = folder() / f"{secrets.token_hex(16)}{suffix if suffix.isascii() else ''}"
    with path.open("wb") as file:
        shutil.copyfileobj(content, file)
    return path


def _record(actor: Actor, kind: str, name: str, path: Path, source: Source, look: Any) -> ImportRun:
    from django.db import transaction

    with transaction.atomic():
        run = ImportRun.objects.create(
            workspace_id=actor.workspace_id, member=actor.member, code=next_codes(actor.workspace_id, "X")[0],
            kind=kind, file_name=name[:200], stored_as=path.name, encoding=source.encoding,
            separator=source.separator, headers=look.headers, samples=look.samples, total_rows=look.rows,
            state=RunState.READY,
        )  # fmt: skip
        run.mapping = first_mapping(run).as_dict()
        run.save(update_fields=["mapping"])
    return run
