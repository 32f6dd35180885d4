"""Two entries of one company become one, and undo takes every part back."""

from __future__ import annotations

from typing import Any

import pytest

from saphan.clients.actions import (
    Upload,
    add_next_step,
    attach_file,
    create_unit,
    log_interaction,
    merge_accounts,
    pin_account,
    restore_account,
    set_parent,
    set_stakeholder,
)
from saphan.clients.hooks import _merge, on_merge
from saphan.clients.models import (
    Account,
    Affiliation,
    Attachment,
    BusinessUnit,
    Interaction,
    NextStep,
    Person,
    Stakeholder,
)
from saphan.clients.queries import accounts_for, people_for, people_of, pinned_accounts
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.journal.undo import undo
from saphan.search.find import find
from saphan.search.models import SearchDocument
from saphan.workspace.models import Record
from tests.clients.cast import harbour_foods, journal_length, last_change, person_at, siam_tea
from tests.story import Story, micros, on

pytestmark = pytest.mark.django_db
TABLES: tuple[type[Record], ...] = (
    Account, Affiliation, Attachment, BusinessUnit, Interaction, NextStep, Person, Stakeholder,
)  # fmt: skip


def everything() -> dict[str, list[dict[str, Any]]]:
    """All clients and their children without versions, and what can be found."""
    tables = {
        model.KIND: [
            {name: value for name, value in row.items() if name != "version"}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in TABLES
    }
    index = SearchDocument.objects.order_by("kind", "entity_id", "owner_id", "subtitle")
    return tables | {"found": list(index.values("kind", "entity_id", "owner_id", "title", "subtitle"))}


@pytest.fixture
def kept(story: Story) -> Account:
    with on("2026-05-01"):
        account = siam_tea(story.ploy, city="", name_zh="")
        person_at(account, story.ploy, job_title="Marketing Director")
        log_interaction(account, actor=story.ploy, channel="call", happened_at=micros(2026, 4, 1))
    return account


@pytest.fixture
def other(story: Story, kept: Account) -> Account:
    """The same company entered a second time, with children of every kind."""
    somchai = Person.objects.get(name="Somchai Jaidee")
    with on("2026-05-02"):
        account = siam_tea(story.ploy, name="Siam Tea Co", despite_duplicates=True, is_target=True)
        anong = person_at(account, story.ploy, "Anong Suk", job_title="Buyer")
        create_unit(account, actor=story.ploy, name="Export")
        set_stakeholder(kept, actor=story.ploy, person=somchai, role="decision_maker")
        set_stakeholder(account, actor=story.ploy, person=somchai, role="champion")
        set_stakeholder(account, actor=story.ploy, person=anong, role="gatekeeper")
        log_interaction(
            account, actor=story.ploy, channel="visit", people=[anong.pk], happened_at=micros(2026, 4, 20)
        )
        add_next_step(account, actor=story.ploy, what="Send samples")
        attach_file(account, actor=story.ploy, upload=Upload("notes.txt", b"tea grows here"))
        below = harbour_foods(story.ploy)
        set_parent(below, actor=story.ploy, parent=account)
    return account


def test_everything_of_the_other_entry_moves_over(story: Story, kept: Account, other: Account) -> None:
    merged = merge_accounts(kept, actor=story.ploy, other=other)
    for model in (BusinessUnit, Interaction, NextStep, Attachment, Affiliation, Stakeholder):
        assert not model._base_manager.filter(account=other).exists()
    assert {person.name for person in people_of(story.ploy, merged)} == {"Somchai Jaidee", "Anong Suk"}
    assert Account.objects.get(name="Harbour Foods").parent == merged
    assert set(accounts_for(story.ploy).values_list("name", flat=True)) == {"Siam Tea", "Harbour Foods"}


def test_blanks_are_filled_and_what_was_known_stays(story: Story, kept: Account, other: Account) -> None:
    merged = merge_accounts(kept, actor=story.ploy, other=other)
    merged.refresh_from_db()
    assert (merged.name, merged.city, merged.name_zh, merged.is_target) == (
        "Siam Tea",
        "Bangkok",
        "暹罗茶业",
        True,
    )
    assert merged.last_touch_at == micros(2026, 4, 20)


def test_who_stood_at_both_stands_once_as_at_the_kept_one(
    story: Story, kept: Account, other: Account
) -> None:
    merge_accounts(kept, actor=story.ploy, other=other)
    roles = Stakeholder.objects.filter(account=kept, removed_at=None).values_list("person__name", "role")
    assert set(roles) == {("Somchai Jaidee", "decision_maker"), ("Anong Suk", "gatekeeper")}


def test_undo_of_a_merge_leaves_no_trace(story: Story, kept: Account, other: Account) -> None:
    before = everything()
    merge_accounts(kept, actor=story.ploy, other=other)
    assert everything() != before
    undo(last_change(), actor=story.ploy)
    assert everything() == before


def test_a_merged_client_is_found_by_its_former_name(story: Story, kept: Account, other: Account) -> None:
    merge_accounts(kept, actor=story.ploy, other=other)
    assert [hit.code for hit in find(story.ploy, "siam tea co", kinds=["account"])] == [kept.code]


def test_a_pin_on_the_other_entry_shows_what_it_became(story: Story, kept: Account, other: Account) -> None:
    pin_account(other, actor=story.lin)
    merge_accounts(kept, actor=story.ploy, other=other)
    assert list(pinned_accounts(story.lin)) == [kept]


def test_a_client_below_takes_the_place_of_the_one_above_it(
    story: Story, kept: Account, other: Account
) -> None:
    middle = Account.objects.get(name="Harbour Foods")
    set_parent(kept, actor=story.ploy, parent=middle)  # other > Harbour Foods > kept
    merged = merge_accounts(kept, actor=story.ploy, other=other)
    middle.refresh_from_db()
    assert (merged.parent_id, middle.parent_id) == (None, kept.pk)


def test_rooms_above_join_in(story: Story, kept: Account, other: Account) -> None:
    heard: list[tuple[str, str]] = []
    on_merge("account", lambda one, two: heard.append((one.code, two.code)))
    try:
        merge_accounts(kept, actor=story.ploy, other=other)
    finally:
        _merge["account"].pop()
    assert heard == [(kept.code, other.code)]


def test_a_client_cannot_be_merged_with_itself(story: Story, kept: Account) -> None:
    with pytest.raises(RuleBroken, match=r"account\.merge_with_itself"):
        merge_accounts(kept, actor=story.ploy, other=kept)


def test_both_must_be_within_reach(story: Story, other_story: Story, kept: Account, other: Account) -> None:
    of_lin = harbour_foods(story.lin, despite_duplicates=True)
    theirs = siam_tea(other_story.krit)
    before = journal_length()
    for unreachable in (of_lin, theirs):
        with pytest.raises(NotAllowed):
            merge_accounts(kept, actor=story.ploy, other=unreachable)
    assert journal_length() == before
    assert people_for(other_story.krit).count() == 0


def test_a_merged_client_is_brought_back_by_undo_only(story: Story, kept: Account, other: Account) -> None:
    merge_accounts(kept, actor=story.ploy, other=other)
    with pytest.raises(RuleBroken, match=r"account\.merged"):
        restore_account(other, actor=story.ploy)
