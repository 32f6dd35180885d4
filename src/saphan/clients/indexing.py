"""Clients and people in the search index, kept in the transaction that changes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Q

from saphan.clients import touches
from saphan.clients.models import Account, Affiliation, Person, Stakeholder
from saphan.journal import subscribe
from saphan.journal.models import BORN, Change
from saphan.journal.recorder import Noted
from saphan.search.index import Document, drop, offer, put

STRIDE = 2_000
ACCOUNT_SHOWN = frozenset({
    BORN, "name", "name_en", "name_zh", "name_th", "short_name", "registration_number", "industry", "city",
    "website", "owner_id", "merged_into_id", "removed_at",
})  # fmt: skip
PERSON_SHOWN = frozenset({
    BORN, "name", "name_en", "name_zh", "name_th", "nickname", "email", "phone", "channels", "owner_id",
    "removed_at",
})  # fmt: skip


def subscribe_to_journal() -> None:
    """Called once when the room opens."""
    offer("account")
    offer("person")
    touches.subscribe_to_journal()
    subscribe("account", _accounts_changed)
    subscribe("person", _people_changed)
    subscribe("affiliation", _links_changed)
    subscribe("stakeholder", _links_changed)
    subscribe("opportunity", _opportunities_changed)


def reindex(workspace_id: int) -> int:
    """Write everything of a workspace anew, for an index that was lost. Returns how many things it holds."""
    done = 0
    for model, index in ((Account, index_accounts), (Person, index_people)):
        ids = list(
            model._base_manager.filter(workspace_id=workspace_id).order_by("pk").values_list("pk", flat=True)
        )
        for start in range(0, len(ids), STRIDE):
            index(workspace_id, ids[start : start + STRIDE])
        done += len(ids)
    return done


def index_accounts(workspace_id: int, ids: Iterable[int]) -> None:
    """Write these clients anew; removed ones leave the index."""
    wanted = set(ids)
    drop("account", wanted)
    live = list(Account.objects.filter(pk__in=wanted, removed_at=None))
    former = _former_names(account.pk for account in live)
    put(workspace_id, [_account_document(account, former[account.pk]) for account in live])


def index_people(workspace_id: int, ids: Iterable[int]) -> None:
    """Write these people anew, once for every owner through whom they can be seen."""
    wanted = set(ids)
    drop("person", wanted)
    people = Person.objects.filter(pk__in=wanted, removed_at=None).in_bulk()
    jobs: dict[int, list[Affiliation]] = defaultdict(list)
    running_last = Affiliation.objects.filter(person_id__in=people, removed_at=None, account__removed_at=None)
    for job in running_last.select_related("account").order_by("to_date", "pk"):
        jobs[job.person_id].append(job)
    owners = _owners_through_stakes(people)
    documents = [
        document
        for person in people.values()
        for document in _person_documents(person, jobs[person.pk], owners[person.pk])
    ]
    put(workspace_id, documents)


def _account_document(account: Account, former: list[str]) -> Document:
    return Document(
        kind="account",
        entity_id=account.pk,
        owner_id=account.owner_id,
        code=account.code,
        title=account.name,
        subtitle=account.city or account.industry,
        names=[name for name in account.all_names() if name != account.name],
        body=[account.registration_number, account.industry, account.city, account.website, *former],
    )


def _person_documents(person: Person, jobs: list[Affiliation], owners: set[int | None]) -> Iterator[Document]:
    """A document through a client names that client, which everybody who reaches the document may see."""
    for job in jobs:
        place = f"{job.job_title} · {job.account.name}" if job.job_title else job.account.name
        yield _person_document(person, job.account.owner_id, place, job.account.all_names())
    others = {*owners, person.owner_id} - {None, *(job.account.owner_id for job in jobs)}
    for owner_id in others or ([] if jobs else [None]):
        yield _person_document(person, owner_id, "", [])


def _person_document(person: Person, owner_id: int | None, subtitle: str, companies: list[str]) -> Document:
    return Document(
        kind="person",
        entity_id=person.pk,
        owner_id=owner_id,
        code=person.code,
        title=person.name,
        subtitle=subtitle,
        names=[name for name in person.all_names() if name != person.name],
        body=[person.email, person.phone, *map(str, person.channels.values()), subtitle, *companies],
    )


def _former_names(ids: Iterable[int]) -> dict[int, list[str]]:
    """Names of the entries that were merged into these clients."""
    found: dict[int, list[str]] = defaultdict(list)
    for account in Account.objects.filter(merged_into_id__in=set(ids)):
        found[account.merged_into_id or 0] += account.all_names()
    return found


def _owners_through_stakes(ids: Iterable[int]) -> dict[int, set[int | None]]:
    """Owners of the clients and opportunities where these people matter."""
    found: dict[int, set[int | None]] = defaultdict(set)
    stakes = Stakeholder.objects.filter(
        person_id__in=set(ids), removed_at=None, account__removed_at=None, opportunity__removed_at=None
    )
    for person, *owners in stakes.values_list("person_id", "account__owner_id", "opportunity__owner_id"):
        found[person].update(owners)
    return found


def _accounts_changed(change: Change, entries: list[Noted]) -> None:
    """People are found by the names and through the owner of their company."""
    shown = {entry.entity_id for entry in entries if entry.attribute in ACCOUNT_SHOWN}
    kept = {entry.after for entry in entries if entry.attribute == "merged_into_id"}
    kept |= {entry.before for entry in entries if entry.attribute == "merged_into_id"}
    index_accounts(change.workspace_id, shown | {pk for pk in kept if pk is not None})
    known = shown - {entry.entity_id for entry in entries if entry.attribute == BORN}
    if known:
        index_people(change.workspace_id, _people_at(Q(account_id__in=known)))


def _people_changed(change: Change, entries: list[Noted]) -> None:
    index_people(
        change.workspace_id, {entry.entity_id for entry in entries if entry.attribute in PERSON_SHOWN}
    )


def _links_changed(change: Change, entries: list[Noted]) -> None:
    """A job or a stake came, went or moved."""
    ids = {entry.entity_id for entry in entries}
    model = Affiliation if entries[0].kind == Affiliation.KIND else Stakeholder
    index_people(
        change.workspace_id, set(model._base_manager.filter(pk__in=ids).values_list("person_id", flat=True))
    )


def _opportunities_changed(change: Change, entries: list[Noted]) -> None:
    handed_over = {entry.entity_id for entry in entries if entry.attribute in {"owner_id", "removed_at"}}
    if handed_over:
        index_people(change.workspace_id, _people_at(Q(opportunity_id__in=handed_over), jobs=False))


def _people_at(where: Q, *, jobs: bool = True) -> set[int]:
    """Ids of those who work or matter there."""
    found = set(Stakeholder.objects.filter(where).values_list("person_id", flat=True))
    return (
        found | set(Affiliation.objects.filter(where).values_list("person_id", flat=True)) if jobs else found
    )
