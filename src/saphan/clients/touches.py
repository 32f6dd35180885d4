"""When we were last in touch: worked out from interactions, so that undo and merge need nothing of their own.

A private interaction does not count: whoever may not read it must not see that it took place. Talk among
ourselves does not count either.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max, OuterRef, Subquery

from saphan.clients.models import Account, Interaction, InteractionParticipant, Person
from saphan.clients.terms import Direction
from saphan.journal import subscribe
from saphan.journal.models import Change
from saphan.journal.recorder import Noted

COUNTED = Interaction.objects.filter(removed_at=None, is_private=False).exclude(direction=Direction.INTERNAL)


def subscribe_to_journal() -> None:
    subscribe("interaction", _refresh)


def refresh_accounts(ids: Iterable[int]) -> None:
    """Set the last touch of these clients."""
    latest = COUNTED.filter(account_id=OuterRef("pk")).order_by().values("account_id")
    Account.objects.filter(pk__in=set(ids)).update(
        last_touch_at=Subquery(latest.annotate(at=Max("happened_at")).values("at"))
    )


def refresh_people(ids: Iterable[int]) -> None:
    """Set the last touch of these people."""
    latest = (
        InteractionParticipant.objects.filter(person_id=OuterRef("pk"), interaction__in=COUNTED)
        .order_by()
        .values("person_id")
    )
    Person.objects.filter(pk__in=set(ids)).update(
        last_touch_at=Subquery(latest.annotate(at=Max("interaction__happened_at")).values("at"))
    )


def _refresh(_change: Change, entries: list[Noted]) -> None:
    ids = {entry.entity_id for entry in entries}
    now_at = Interaction.objects.filter(pk__in=ids).exclude(account=None).values_list("account_id", flat=True)
    moved = (
        value for entry in entries if entry.attribute == "account_id" for value in (entry.before, entry.after)
    )
    refresh_accounts({*now_at, *(value for value in moved if value is not None)})
    took_part = InteractionParticipant.objects.filter(interaction_id__in=ids).exclude(person=None)
    refresh_people(took_part.values_list("person_id", flat=True))
