from __future__ import annotations

import pytest

from saphan.administration.actions import (
    create_team,
    create_territory,
    move_team,
    move_territory,
    update_team,
    update_territory,
)
from saphan.core.errors import Clash, NotAllowed, NotFound, RuleBroken
from saphan.journal.queries import attribute_history
from saphan.journal.undo import undo
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Team, Territory
from saphan.workspace.queries import subtree, territories_for
from saphan.workspace.terms import Door
from tests.administration.fingerprint import fingerprint
from tests.story import Story

pytestmark = pytest.mark.django_db


def names_below(territory: Territory, story: Story) -> set[str]:
    path = Territory.objects.get(pk=territory.pk).path
    return set(subtree(territories_for(story.dao), path).values_list("name", flat=True))


@pytest.fixture
def asia(bridge: Story) -> dict[str, Territory]:
    """Asia above Thailand above Bangkok and Isan; Europe beside it."""
    asia = create_territory(actor=bridge.dao, name="Asia")
    thailand = create_territory(actor=bridge.dao, name="Siam", parent=asia)
    bangkok = create_territory(actor=bridge.dao, name="Krung Thep", parent=thailand)
    isan = create_territory(actor=bridge.dao, name="Isan", parent=thailand)
    europe = create_territory(actor=bridge.dao, name="Europe")
    return {"asia": asia, "thailand": thailand, "bangkok": bangkok, "isan": isan, "europe": europe}


def test_a_territory_includes_everything_below_it(bridge: Story, asia):
    assert names_below(asia["asia"], bridge) == {"Asia", "Siam", "Krung Thep", "Isan"}
    assert names_below(asia["isan"], bridge) == {"Isan"}


def test_what_moves_takes_along_what_is_below(bridge: Story, asia):
    move_territory(asia["thailand"], actor=bridge.dao, parent=asia["europe"])
    assert names_below(asia["europe"], bridge) == {"Europe", "Siam", "Krung Thep", "Isan"}
    assert names_below(asia["asia"], bridge) == {"Asia"}


def test_a_move_can_be_undone_with_everything_below(bridge: Story, asia):
    moved = move_territory(asia["thailand"], actor=bridge.dao, parent=asia["europe"])
    undo(moved.change, actor=bridge.dao)
    assert names_below(asia["asia"], bridge) == {"Asia", "Siam", "Krung Thep", "Isan"}


def test_nothing_moves_below_itself(bridge: Story, asia):
    for place in ("thailand", "bangkok"):
        before = fingerprint()
        with pytest.raises(RuleBroken) as refusal:
            move_territory(asia["thailand"], actor=bridge.dao, parent=asia[place])
        assert refusal.value.code == "tree.circle"
        assert fingerprint() == before


def dig(story: Story, depth: int) -> None:
    node = None
    for _step in range(depth):
        node = create_team(actor=story.dao, name="Deeper", parent=node)


def test_a_tree_has_an_end(bridge: Story):
    with pytest.raises(RuleBroken) as refusal:
        dig(bridge, 200)
    assert refusal.value.code == "tree.too_deep"
    assert max(map(len, Team.objects.values_list("path", flat=True))) <= 255


def test_a_new_place_for_a_team_changes_who_sees_whom(bridge: Story):
    assert bridge.lin.member.pk in bridge.ploy.team_members
    assert bridge.wei.member.pk not in bridge.ploy.team_members
    move_team(bridge.teams["Shanghai"], actor=bridge.dao, parent=bridge.teams["Bangkok"])

    ploy = Actor(Member.objects.get(pk=bridge.ploy.member.pk), Door.WEB)
    assert bridge.wei.member.pk in ploy.team_members


def test_a_team_gets_its_name_in_each_language(bridge: Story):
    team = bridge.teams["Bangkok"]
    update_team(team, actor=bridge.dao, changes={"names": {"th": "กรุงเทพฯ", "zh-hans": "曼谷"}})
    assert attribute_history(team, "names")[0].after == {"th": "กรุงเทพฯ", "zh-hans": "曼谷"}


def test_renaming_and_moving_at_once_is_one_change(bridge: Story, asia):
    changed = update_territory(
        asia["isan"], actor=bridge.dao, changes={"name": "North-East", "parent_id": asia["asia"].pk}
    )
    assert changed.change.entries.count() == 2
    assert names_below(asia["thailand"], bridge) == {"Siam", "Krung Thep"}


def test_two_people_who_rename_one_team_both_see_it(bridge: Story):
    team = bridge.teams["Bangkok"]
    update_team(team, actor=bridge.dao, changes={"name": "Bangkok A"})
    before = fingerprint()
    with pytest.raises(Clash) as clash:
        update_team(team, actor=bridge.olan, changes={"name": "Bangkok B"}, version=1)
    assert [(f["base"], f["theirs"], f["yours"]) for f in clash.value.values["fields"]] == [
        ("Bangkok", "Bangkok A", "Bangkok B")
    ]
    assert fingerprint() == before


@pytest.mark.parametrize("name", ["ploy", "tum", "fon", "rit"])
def test_who_may_not_set_up_plants_nothing(bridge: Story, name: str):
    actor, team, thailand = bridge.cast[name], bridge.teams["Bangkok"], bridge.territories["Thailand"]
    for act in (
        lambda: create_team(actor=actor, name="Mine"),
        lambda: update_team(team, actor=actor, changes={"name": "Mine"}),
        lambda: move_team(team, actor=actor, parent=None),
        lambda: create_territory(actor=actor, name="Mine"),
        lambda: update_territory(thailand, actor=actor, changes={"name": "Mine"}),
        lambda: move_territory(thailand, actor=actor, parent=None),
    ):
        before = fingerprint()
        with pytest.raises(NotAllowed):
            act()
        assert fingerprint() == before


def test_a_stranger_neither_moves_our_teams_nor_hangs_theirs_below_ours(bridge: Story, other_story: Story):
    bangkok = bridge.teams["Bangkok"]
    for act in (
        lambda: move_team(bangkok, actor=other_story.krit, parent=None),
        lambda: create_team(actor=other_story.krit, name="Below", parent=bangkok),
    ):
        before = fingerprint()
        with pytest.raises(NotFound):
            act()
        assert fingerprint() == before
