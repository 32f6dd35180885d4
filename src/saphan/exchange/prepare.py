"""What a mapping asks to be there before the first row: its pipeline, and names that may be created."""

from __future__ import annotations

from saphan.administration.actions import NewMember, create_members, create_offering, create_territory
from saphan.clients.models import Account
from saphan.core.errors import RuleBroken
from saphan.core.text import company_key
from saphan.exchange.kinds import KINDS, Importer
from saphan.exchange.mapping import Mapping
from saphan.exchange.models import ImportRun
from saphan.exchange.survey import names_to_create
from saphan.journal import action, create_many
from saphan.pipeline.actions import create_pipeline
from saphan.pipeline.models import Pipeline
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right

CREATABLE = frozenset({"owner", "account", "offering", "territory"})


def _may(actor: Actor, _subject: object) -> bool:
    return actor.may(Right.IMPORT)


@action("import.prepare", allow=_may)
def prepare(run: ImportRun, mapping: Mapping, *, actor: Actor) -> None:
    """Create the pipeline of the mapping if it is not there, and the unknown names it allows.

    Doing it again changes nothing, so it is safe after a crash. Raises RuleBroken("mapping.bad_value").
    """
    if mapping.pipeline and mapping.stages and not _pipeline_exists(actor, mapping.pipeline):
        create_pipeline(actor=actor, name=mapping.pipeline, stages=mapping.stages)
    if not mapping.create:
        return
    if not set(mapping.create) <= CREATABLE:
        raise RuleBroken("mapping.bad_value", field="create", choices=sorted(CREATABLE))
    relations = {each.key: each.relation for each in KINDS[run.kind].FIELDS}
    unknown = names_to_create(run, mapping, actor)
    for key in mapping.create:
        _create(relations[key], unknown.get(key, []), actor)


def pretend_created(importer: Importer, run: ImportRun, actor: Actor) -> None:
    """For a trial: names that the import would create count as known."""
    for key, names in names_to_create(run, importer.mapping, actor).items():
        for name in names:
            importer.relations[importer.fields[key].relation].add(name, 0)


def _pipeline_exists(actor: Actor, name: str) -> bool:
    mine = Pipeline.objects.filter(workspace_id=actor.workspace_id, removed_at=None)
    return mine.filter(name=name).exists() or mine.filter(code=name).exists()


def _create(relation: str, names: list[str], actor: Actor) -> None:
    if relation == "owner":
        create_members([NewMember(name=name) for name in names], actor=actor)
    elif relation == "account":
        create_many([Account(name=name, match_key=company_key(name)[:120]) for name in names])
    elif relation == "offering":
        for name in names:
            create_offering(actor=actor, name=name)
    else:
        for name in names:
            create_territory(actor=actor, name=name)
