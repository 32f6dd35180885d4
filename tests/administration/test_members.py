from __future__ import annotations

import pytest

from saphan.administration.actions import (
    NewMember,
    create_member,
    create_members,
    reactivate_member,
    suspend_member,
    update_member,
)
from saphan.core.errors import NotAllowed, NotFound, RuleBroken
from saphan.journal import clock
from saphan.journal.models import Entry
from saphan.journal.queries import attribute_history
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Team
from saphan.workspace.terms import Door, MemberStatus, Role
from tests.administration.fingerprint import fingerprint
from tests.story import Story, micros

pytestmark = pytest.mark.django_db


def again(member: Member) -> Member:
    return Member.objects.select_related("team", "workspace").get(pk=member.pk)


def test_a_director_adds_the_sellers_of_an_import_without_giving_them_a_sign_in(bridge: Story):
    added = create_members(
        [NewMember("Anya"), NewMember("Boon", team=bridge.teams["Bangkok"])], actor=bridge.dao
    )
    assert [(m.code, m.name, m.role, m.user) for m in added] == [
        ("M-100", "Anya", Role.AE, None),
        ("M-101", "Boon", Role.AE, None),
    ]


@pytest.mark.parametrize("new", [NewMember("Eve", role=Role.OWNER), "with a sign-in"])
def test_a_director_gives_nobody_the_keys(bridge: Story, new):
    new = new if isinstance(new, NewMember) else NewMember("Eve", user=bridge.ploy.member.user)
    before = fingerprint()
    with pytest.raises(NotAllowed):
        create_member(new, actor=bridge.dao)
    assert fingerprint() == before


def test_an_address_belongs_to_one_member(bridge: Story):
    before = fingerprint()
    with pytest.raises(RuleBroken) as refusal:
        create_member(NewMember("Ploy Two", email="PLOY@bridge.example"), actor=bridge.olan)
    assert (refusal.value.code, refusal.value.field) == ("member.address_taken", "email")
    assert fingerprint() == before


def test_a_new_team_counts_from_its_day_and_changes_rights_on_the_next_look(bridge: Story):
    shanghai, may = bridge.teams["Shanghai"], micros(2026, 5, 1)
    update_member(bridge.ploy.member, actor=bridge.olan, changes={"team_id": shanghai.pk}, effective_at=may)
    entry = attribute_history(bridge.ploy.member, "team_id")[0]
    assert (entry.before, entry.after, entry.effective_at) == (bridge.teams["Bangkok"].pk, shanghai.pk, may)
    now_in_shanghai = Actor(again(bridge.ploy.member), Door.WEB)
    assert now_in_shanghai.team_members == {bridge.ploy.member.pk, bridge.wei.member.pk}


def test_a_team_of_another_company_is_not_there(bridge: Story, other_story: Story):
    theirs = Team.objects.create(workspace=other_story.workspace, code="T-1", name="Theirs", created_at=0)
    before = fingerprint()
    with pytest.raises(NotFound):
        update_member(bridge.ploy.member, actor=bridge.olan, changes={"team_id": theirs.pk})
    assert fingerprint() == before


@pytest.mark.parametrize("name", ["dao", "ploy", "lin", "tum", "fon", "rit"])
def test_only_owners_change_members(bridge: Story, name: str):
    actor = bridge.cast[name]
    for act in (
        lambda: update_member(bridge.lin.member, actor=actor, changes={"role": Role.DIRECTOR}),
        lambda: suspend_member(bridge.lin.member, actor=actor),
        lambda: reactivate_member(bridge.lin.member, actor=actor),
    ):
        before = fingerprint()
        with pytest.raises(NotAllowed):
            act()
        assert fingerprint() == before


def test_a_stranger_finds_no_member_to_change(bridge: Story, other_story: Story):
    before = fingerprint()
    with pytest.raises(NotFound):
        suspend_member(bridge.ploy.member, actor=other_story.krit)
    assert fingerprint() == before


@pytest.mark.parametrize(
    "leave",
    [
        lambda olan: suspend_member(olan.member, actor=olan),
        lambda olan: update_member(olan.member, actor=olan, changes={"role": Role.DIRECTOR}),
    ],
)
def test_the_last_owner_cannot_leave(bridge: Story, leave):
    before = fingerprint()
    with pytest.raises(RuleBroken) as refusal:
        leave(bridge.olan)
    assert refusal.value.code == "member.last_owner"
    assert fingerprint() == before


def test_an_owner_may_leave_when_there_is_another(bridge: Story):
    update_member(bridge.dao.member, actor=bridge.olan, changes={"role": Role.OWNER})
    suspend_member(bridge.olan.member, actor=bridge.olan)
    assert again(bridge.olan.member).status == MemberStatus.SUSPENDED


def test_an_owner_who_cannot_sign_in_does_not_count(bridge: Story):
    create_member(NewMember("Paper owner", role=Role.OWNER), actor=bridge.olan)
    with pytest.raises(RuleBroken) as refusal:
        suspend_member(bridge.olan.member, actor=bridge.olan)
    assert refusal.value.code == "member.last_owner"


def test_a_suspended_member_comes_back(bridge: Story):
    suspend_member(bridge.lin.member, actor=bridge.olan)
    reactivate_member(bridge.lin.member, actor=bridge.olan)
    statuses = [entry.after for entry in attribute_history(bridge.lin.member, "status")]
    assert statuses == [MemberStatus.ACTIVE, MemberStatus.SUSPENDED]


def test_who_is_not_suspended_cannot_be_brought_back(bridge: Story):
    before = fingerprint()
    with pytest.raises(RuleBroken) as refusal:
        reactivate_member(bridge.lin.member, actor=bridge.olan)
    assert refusal.value.code == "member.not_suspended"
    assert fingerprint() == before


def test_nothing_else_of_a_member_can_be_set(bridge: Story):
    before = fingerprint()
    with pytest.raises(RuleBroken) as refusal:
        update_member(bridge.lin.member, actor=bridge.olan, changes={"user_id": bridge.ploy.member.user_id})
    assert refusal.value.code == "field.not_editable"
    assert fingerprint() == before


def test_the_journal_says_who_changed_a_role_and_when(bridge: Story):
    with clock.at(micros(2026, 6, 16, 5)):
        update_member(bridge.lin.member, actor=bridge.olan, changes={"role": Role.FINANCE})
    entry = Entry.objects.get(attribute="role")
    assert (entry.before, entry.after) == (Role.AE, Role.FINANCE)
    assert (entry.change.actor.name, entry.recorded_at) == ("Olan", micros(2026, 6, 16, 5))
