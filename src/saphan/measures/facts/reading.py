"""Reading the main database in columns: what came into the journal and the ledger after a position."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from django.db.models.functions import Coalesce

from saphan.commerce.models import LedgerLine
from saphan.core.late import np
from saphan.journal.models import BORN, Entry
from saphan.workspace.models import Member

if TYPE_CHECKING:
    import numpy.typing as npt

# Kinds and attributes that facts are made of; everything else in the journal is passed over.
WATCHED: dict[str, tuple[str, ...]] = {
    "opportunity": (
        "status", "stage_id", "owner_id", "account_id", "pipeline_id", "type", "currency", "amount_minor",
        "expected_close_on", "category", "lead_id", "removed_at",
    ),
    "opportunity_line": ("opportunity_id", "offering_id", "amount_minor", "removed_at"),
    "lead": ("state", "owner_id", "account_id", "territory_id", "merged_into_id", "removed_at"),
    "member": ("team_id",),
    "account": ("territory_id", "parent_id", "merged_into_id", "owner_id", "is_target"),
    "business_unit": ("account_id", "status", "removed_at"),
    "affiliation": ("unit_id", "from_date", "to_date", "removed_at"),
    "cost_line": (
        "kind", "starts_on", "ends_on", "territory_id", "campaign_id", "currency", "amount_minor",
        "acquisition_share", "removed_at",
    ),
    "whitespace_cell": (
        "account_id", "offering_id", "unit_id", "state", "potential_minor", "currency", "potential_source", "removed_at",
    ),
    "offering": ("status",),
    "survey": ("scale", "threshold"),
    "survey_invitation": ("account_id", "delivered_on", "removed_at"),
    "survey_answer": (
        "survey_id", "invitation_id", "account_id", "score", "answered_on", "removed_at",
    ),
    "acquisition_share": ("table", "kind", "share"),
    "order": ("status", "account_id", "owner_id", "removed_at"),
    "order_line": ("family", "starts_on"),
    "invoice": ("status", "account_id", "currency", "removed_at"),
    "invoice_line": ("invoice_id", "offering_id", "amount_minor", "is_pass_through", "removed_at"),
    "stage": ("pipeline_id", "position", "is_qualified", "is_negotiation", "removed_at"),
}  # fmt: skip
_ATTRIBUTES = sorted({BORN, *(name for names in WATCHED.values() for name in names)})
_TEXT = frozenset({"kind", "attribute", "new", "old", "currency"})
# What a ledger line may not have; columns of whole numbers know no nothing.
_OR_NONE = {
    "deal": "opportunity_id", "order_no": "order_id", "line": "order_line_id", "offering_no": "offering_id", "term": "months",
}  # fmt: skip
BATCH = 20_000
LONG = 50_000
Columns: TypeAlias = "dict[str, npt.NDArray[Any]]"


class Position(NamedTuple):
    """How far the journal was read. `anchor` tells that it is still the same journal there."""

    seq: int = 0
    anchor: int = 0
    change_id: int = 0
    line_id: int = 0


def journal_head(workspace_id: int, position: Position) -> tuple[bool, Position]:
    """Whether the journal still holds what was read, and its newest position."""
    mine = Entry.objects.filter(workspace_id=workspace_id)
    newest = mine.order_by("-seq").values_list("seq", "recorded_at", "change_id").first()
    if newest is None:
        return position.seq == 0, Position()
    if position.seq == newest[0]:
        return position.anchor == newest[1], position
    kept = position.seq == 0 or mine.filter(seq=position.seq, recorded_at=position.anchor).exists()
    return kept, Position(*newest, line_id=position.line_id)


def journal_is_long(workspace_id: int, after: int = 0, longer_than: int = LONG) -> bool:
    """Whether there is more in the journal after a position than every process should read by itself."""
    some = Entry.objects.filter(workspace_id=workspace_id, seq__gt=after).order_by("seq")
    return some.values_list("seq")[longer_than : longer_than + 1].exists()


def entries_between(workspace_id: int, after: Position, head: Position) -> Iterator[Columns]:
    """Watched journal entries after one position up to another, in the order of their commits, in batches."""
    names = ("kind", "entity_id", "seq", "effective_at", "recorded_at", "attribute", "new", "old")
    wanted = Entry.objects.filter(
        workspace_id=workspace_id, seq__gt=after.seq, seq__lte=head.seq, kind__in=list(WATCHED),
        attribute__in=_ATTRIBUTES,
    )  # fmt: skip
    return _batches(names, wanted.order_by("seq").values_list(*names).iterator(chunk_size=BATCH))


def lines_between(workspace_id: int, after: Position, head: Position) -> Iterator[Columns]:
    """Ledger lines after a position whose change the journal position covers, in batches."""
    names = ("id", *_OR_NONE, "amount_minor", "currency", "is_pass_through", "effective_at", "recorded_at")
    wanted = LedgerLine.objects.filter(
        workspace_id=workspace_id, id__gt=after.line_id, change_id__lte=head.change_id
    ).annotate(**{name: Coalesce(column, 0) for name, column in _OR_NONE.items()})
    return _batches(names, wanted.order_by("id").values_list(*names).iterator(chunk_size=BATCH))


def members_now(workspace_id: int) -> Columns:
    """Teams of members as they stand, for members who came before the journal."""
    wanted = Member.objects.filter(workspace_id=workspace_id, team__isnull=False)
    return _columns(("id", "team_id"), wanted.values_list("id", "team_id"))


def _batches(names: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> Iterator[Columns]:
    while batch := list(islice(rows, BATCH)):
        yield _columns(names, batch)


def _columns(names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> Columns:
    by_column = list(zip(*rows, strict=True)) or [()] * len(names)
    types = {True: object, False: np.int64}
    return {
        name: np.array(values, dtype=types[name in _TEXT])
        for name, values in zip(names, by_column, strict=True)
    }
