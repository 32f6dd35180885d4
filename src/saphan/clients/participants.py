"""Who took part in an interaction."""

from __future__ import annotations

from collections.abc import Iterable

from saphan.clients.models import Interaction, InteractionParticipant
from saphan.clients.queries import people_for
from saphan.clients.touches import refresh_people
from saphan.core.errors import RuleBroken
from saphan.workspace.actor import Actor
from saphan.workspace.queries import members_for


def check_participants(
    actor: Actor, people: Iterable[int], members: Iterable[int | None]
) -> tuple[set[int], set[int]]:
    """The ids of both sides. Raises RuleBroken("interaction.unknown_reference") for one out of sight."""
    theirs, ours = set(people), {pk for pk in members if pk is not None}
    if theirs and people_for(actor).filter(pk__in=theirs).count() != len(theirs):
        raise RuleBroken("interaction.unknown_reference", field="people")
    if ours and members_for(actor).filter(pk__in=ours).count() != len(ours):
        raise RuleBroken("interaction.unknown_reference", field="members")
    return theirs, ours


def bring(interaction: Interaction, people: set[int], members: set[int]) -> None:
    """Write down who took part, and remember that those people were in touch."""
    InteractionParticipant.objects.bulk_create(
        [InteractionParticipant(interaction=interaction, person_id=pk) for pk in sorted(people)]
        + [InteractionParticipant(interaction=interaction, member_id=pk) for pk in sorted(members)]
    )
    refresh_people(people)
