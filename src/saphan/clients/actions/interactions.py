"""What was said: logged once, with who took part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from saphan.clients.edits import apply_changes, check_not_in_future
from saphan.clients.models import Interaction, InteractionParticipant
from saphan.clients.participants import bring, check_participants
from saphan.clients.places import hang
from saphan.clients.queries import interactions_for
from saphan.clients.rules import may_edit_interaction, may_log
from saphan.clients.touches import refresh_people
from saphan.core.errors import RuleBroken
from saphan.journal import action, create, now, remove, save
from saphan.workspace.actor import Actor

PLAIN = frozenset({"channel", "direction", "happened_at", "subject", "words", "language", "is_private"})
LONGEST_WORDS = 50_000  # characters; a pasted chat of a year fits


@action("interaction.log", allow=may_log)
def log_interaction(
    about: Any,
    *,
    actor: Actor,
    people: Iterable[int] = (),
    members: Iterable[int] = (),
    source_id: str = "",
    **values: Any,
) -> Interaction:
    """Write down what was said with a client or in an opportunity (`about`).

    `people` and `members` are ids of who took part besides the actor. `values`: channel, direction,
    happened_at (UTC microseconds, default now), subject, words, language, is_private. Something with a
    `source_id` that was logged before is not logged again: the earlier interaction comes back.
    Raises RuleBroken("interaction.in_future"), ("interaction.bad_value"), ("interaction.unknown_reference"),
    ("interaction.too_long") and ("interaction.already_logged") where the earlier one is out of sight.
    """
    if source_id and (earlier := _logged_before(actor, source_id)):
        return earlier
    interaction = Interaction(workspace_id=actor.workspace_id, source_id=source_id, happened_at=now())
    hang(interaction, about)
    _apply(interaction, values, actor)
    taking_part = check_participants(actor, people, {*members, actor.member.pk})
    create(interaction, effective_at=interaction.happened_at)
    bring(interaction, *taking_part)
    return interaction


@action("interaction.edit", allow=may_edit_interaction)
def edit_interaction(
    interaction: Interaction,
    *,
    actor: Actor,
    changes: Mapping[str, Any],
    people: Iterable[int] | None = None,
    members: Iterable[int] | None = None,
) -> Interaction:
    """Correct what was written down; lists that are given replace those who took part.

    Raises as `log_interaction`. Who wrote a private interaction stays among its participants.
    """
    _apply(interaction, changes, actor)
    before = list(interaction.participants.exclude(person=None).values_list("person_id", flat=True))
    if people is not None or members is not None:
        _replace_participants(interaction, actor, people, members)
    save(interaction, effective_at=interaction.happened_at)
    refresh_people(before)
    return interaction


@action("interaction.remove", allow=may_edit_interaction)
def remove_interaction(interaction: Interaction, *, actor: Actor) -> Interaction:
    return remove(interaction)


def _apply(interaction: Interaction, values: Mapping[str, Any], actor: Actor) -> None:
    if len(values.get("words") or "") > LONGEST_WORDS:
        raise RuleBroken("interaction.too_long", field="words", most=LONGEST_WORDS)
    apply_changes(interaction, values, actor=actor, plain=PLAIN, references={})
    check_not_in_future("interaction", interaction.happened_at)


def _logged_before(actor: Actor, source_id: str) -> Interaction | None:
    everything = Interaction.objects.filter(workspace_id=actor.workspace_id, source_id=source_id)
    found = everything.first()
    if (
        found is not None
        and found.removed_at is None
        and not interactions_for(actor).filter(pk=found.pk).exists()
    ):
        raise RuleBroken("interaction.already_logged", field="source_id")
    return found


def _replace_participants(
    interaction: Interaction, actor: Actor, people: Iterable[int] | None, members: Iterable[int] | None
) -> None:
    kept = InteractionParticipant.objects.filter(interaction=interaction)
    theirs = people if people is not None else kept.exclude(person=None).values_list("person_id", flat=True)
    ours = members if members is not None else kept.exclude(member=None).values_list("member_id", flat=True)
    taking_part = check_participants(actor, theirs, {*ours, interaction.created_by_id})
    kept.delete()
    bring(interaction, *taking_part)
