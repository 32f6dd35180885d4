"""Clients come in, change hands and change what we know of them."""

from __future__ import annotations

import pytest

from saphan.clients.actions import (
    assign_owner,
    create_account,
    move_territory,
    remove_account,
    restore_account,
    set_parent,
    set_status,
    update_account,
)
from saphan.clients.models import Account
from saphan.clients.queries import accounts_for
from saphan.core.errors import Clash, NotAllowed, NotFound, RuleBroken
from saphan.journal.models import Entry
from saphan.journal.undo import undo
from tests.clients.cast import harbour_foods, journal_length, last_change, siam_tea
from tests.story import Story, micros, on

pytestmark = pytest.mark.django_db


def test_a_new_client_belongs_to_whoever_brought_it_in(story: Story) -> None:
    account = siam_tea(story.ploy)
    assert (account.code, account.owner_id, account.status) == ("C-1", story.ploy.member.pk, "prospect")


def test_a_client_needs_a_name(story: Story) -> None:
    with pytest.raises(RuleBroken, match=r"account\.required"):
        create_account(actor=story.ploy, name="  ")


def test_an_account_executive_brings_in_clients_for_herself_only(story: Story) -> None:
    with pytest.raises(RuleBroken, match=r"account\.owner_out_of_reach"):
        siam_tea(story.ploy, owner=story.lin.member)
    assert siam_tea(story.dao, owner=story.lin.member).owner == story.lin.member


@pytest.mark.parametrize("who", ["tum", "fon", "rit"])
def test_who_may_not_write_brings_in_nothing(story: Story, who: str) -> None:
    before = journal_length()
    with pytest.raises(NotAllowed):
        siam_tea(getattr(story, who))
    assert (Account.objects.count(), journal_length()) == (0, before)


def test_a_team_sees_its_clients_and_no_other_team_does(story: Story) -> None:
    account = siam_tea(story.ploy)
    seen = {name for name, actor in story.cast.items() if account in accounts_for(actor)}
    assert seen == {"olan", "dao", "ploy", "lin", "tum", "fon", "rit"}


def test_a_teammate_may_look_and_not_touch(story: Story) -> None:
    account = siam_tea(story.ploy)
    before = journal_length()
    with pytest.raises(NotAllowed):
        update_account(account, actor=story.lin, changes={"city": "Phuket"})
    account.refresh_from_db()
    assert (account.city, journal_length()) == ("Bangkok", before)


def test_a_stranger_does_not_even_learn_that_a_client_exists(story: Story, other_story: Story) -> None:
    account = siam_tea(story.ploy)
    assert not accounts_for(other_story.krit).exists()
    before = journal_length()
    with pytest.raises(NotFound):
        update_account(account, actor=other_story.krit, changes={"name": "Mine"})
    account.refresh_from_db()
    assert (account.name, account.version, journal_length()) == ("Siam Tea", 1, before)


def test_nothing_of_another_company_can_be_pointed_to(story: Story, other_story: Story) -> None:
    account = siam_tea(story.ploy)
    theirs = harbour_foods(other_story.krit)
    territory = next(iter(story.territories.values()))
    for changes in (
        {"owner_id": other_story.krit.member.pk},
        {"parent_id": theirs.pk},
        {"territory_id": territory.pk + 1_000},
    ):
        with pytest.raises(RuleBroken, match=r"account\.unknown_reference"):
            update_account(account, actor=story.ploy, changes=changes)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"removed_at": 1}, "account.unknown_field"),
        ({"workspace_id": 2}, "account.unknown_field"),
        ({"status": "friend"}, "account.bad_value"),
        ({"cadence_days": "soon"}, "account.bad_value"),
        ({"tier": {"$gt": ""}}, "account.bad_value"),
        ({"city": "x" * 121}, "account.bad_value"),
        ({"name": " "}, "account.required"),
    ],
)
def test_only_known_fields_take_only_sound_values(
    story: Story, changes: dict[str, object], code: str
) -> None:
    account = siam_tea(story.ploy)
    with pytest.raises(RuleBroken) as refusal:
        update_account(account, actor=story.ploy, changes=changes)
    assert refusal.value.code == code
    account.refresh_from_db()
    assert account.version == 1


def test_an_owner_is_an_interval_in_the_journal(story: Story) -> None:
    with on("2026-03-01"):
        account = siam_tea(story.ploy)
    with on("2026-06-16"):
        assign_owner(account, actor=story.ploy, owner=story.lin.member, effective_at=micros(2026, 6, 1))
    entry = Entry.objects.get(kind="account", attribute="owner_id")
    assert (entry.before, entry.after) == (story.ploy.member.pk, story.lin.member.pk)
    assert (entry.effective_at, entry.recorded_at) == (micros(2026, 6, 1), micros(2026, 6, 16, 5))


def test_what_is_written_today_cannot_begin_tomorrow(story: Story) -> None:
    with on("2026-06-16"):
        account = siam_tea(story.ploy)
        with pytest.raises(RuleBroken, match=r"account\.in_future"):
            set_status(account, actor=story.ploy, status="client", effective_at=micros(2026, 6, 17))


def test_a_client_moves_to_another_territory(story: Story) -> None:
    account = siam_tea(story.ploy)
    thailand = story.territories["Thailand"]
    assert move_territory(account, actor=story.ploy, territory=thailand).territory == thailand


def test_a_client_cannot_stand_above_itself(story: Story) -> None:
    top, middle = siam_tea(story.ploy), harbour_foods(story.ploy)
    bottom = create_account(actor=story.ploy, name="Harbour Frozen")
    set_parent(middle, actor=story.ploy, parent=top)
    set_parent(bottom, actor=story.ploy, parent=middle)
    for above in (bottom, middle, top):
        with pytest.raises(RuleBroken, match=r"account\.parent_cycle"):
            set_parent(top, actor=story.ploy, parent=above)


def test_a_removed_client_leaves_every_list_and_comes_back(story: Story) -> None:
    account = siam_tea(story.ploy)
    remove_account(account, actor=story.ploy)
    assert not accounts_for(story.ploy).exists()
    with pytest.raises(NotAllowed):
        update_account(account, actor=story.ploy, changes={"city": "Phuket"})
    restore_account(account, actor=story.ploy)
    assert accounts_for(story.ploy).get() == account


def test_a_change_is_undone_as_it_was(story: Story) -> None:
    account = siam_tea(story.ploy)
    update_account(account, actor=story.ploy, changes={"name": "Siam Tea Group", "industry": "Tea"})
    undo(last_change(), actor=story.ploy)
    account.refresh_from_db()
    assert (account.name, account.industry) == ("Siam Tea", "")


def test_a_stale_save_names_the_field_both_touched(story: Story) -> None:
    account = siam_tea(story.ploy)
    update_account(account, actor=story.dao, changes={"city": "Phuket"}, version=1)
    with pytest.raises(Clash) as clash:
        update_account(account, actor=story.ploy, changes={"city": "Krabi"}, version=1)
    (field,) = clash.value.values["fields"]
    assert (field["base"], field["theirs"], field["yours"]) == ("Bangkok", "Phuket", "Krabi")


def test_a_name_sorts_by_the_script_of_the_reader(story: Story) -> None:
    account = siam_tea(story.ploy)
    assert [account.name_in(language) for language in ("en", "zh-hans", "th")] == [
        "Siam Tea",
        "暹罗茶业",
        "สยามที",
    ]
