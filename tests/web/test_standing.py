"""Acting in another role and looking at a colleague's desk: less than one may, never more, and in the journal."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from django.urls import reverse

from saphan.administration.actions import act_as, suspend_member, update_member
from saphan.clients.actions import create_account, update_account
from saphan.clients.queries import accounts_for
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.journal.models import Change, Entry
from saphan.workspace.actor import Actor
from saphan.workspace.rights import WIDTH, Right, roles_within, scope_of
from saphan.workspace.terms import Door, Role
from tests.clients.cast import siam_tea
from tests.doors.matrix import fingerprint
from tests.story import Story
from tests.web.test_desk import browser_of

pytestmark = pytest.mark.django_db


def at(route: str, **named: str) -> str:
    return reverse(route, kwargs={"workspace": "bridge", **named})


def act_in(page: Any, role: str) -> Any:
    return page.post(at("desk:act_in"), {"role": role})


def look_as(page: Any, colleague: Actor) -> Any:
    return page.post(at("desk:look_as"), {"colleague": colleague.member.code})


def test_neither_acting_nor_looking_ever_widens(story: Story) -> None:
    mine, theirs = story.lin.member, story.wei.member
    for own, other, right in product(Role.values, Role.values, Right):
        mine.role, theirs.role = own, other
        narrow = min(WIDTH[scope_of(own, right)], WIDTH[scope_of(other, right)])
        assert WIDTH[Actor(mine, Door.WEB, acting=other).scope(right)] == narrow
        assert WIDTH[Actor(mine, Door.WEB, eyes=theirs).scope(right)] <= narrow


def test_roles_to_act_in_hold_nothing_that_the_own_role_does_not() -> None:
    assert roles_within(Role.OWNER) == [Role.DIRECTOR, Role.AE, Role.TEAM_MEMBER, Role.FINANCE, Role.READER]
    assert roles_within(Role.DIRECTOR) == [Role.AE, Role.TEAM_MEMBER, Role.FINANCE, Role.READER]
    assert roles_within(Role.AE) == [Role.TEAM_MEMBER]  # a reader sees clients of other teams
    assert roles_within(Role.FINANCE) == [Role.READER]
    assert roles_within(Role.READER) == roles_within(Role.TEAM_MEMBER) == []


def test_what_the_owner_does_as_an_account_executive_stands_under_her_name_with_the_role(
    story: Story,
) -> None:
    ours = siam_tea(story.olan)
    theirs = create_account(actor=story.ploy, name="Harbour Foods")
    page = browser_of(story, "olan")
    act_in(page, "ae")
    shown = page.get(at("clients:list"))
    assert "You act as <b>Account executive</b>" in shown.content.decode()
    assert (
        page.get(at("clients:detail", code=theirs.code)).status_code == 404
    )  # not hers, and she has no team
    assert page.get(at("settings:members")).status_code == 403
    page.post(
        at("clients:log", code=ours.code), {"channel": "call", "direction": "to_client", "words": "Hello"}
    )
    logged = Change.objects.get(action="interaction.log")
    assert (logged.actor, logged.acting) == (story.olan.member, "ae")
    page.post(at("desk:step_back"))
    assert page.get(at("clients:detail", code=theirs.code)).status_code == 200
    switched = Entry.objects.filter(kind="standing").order_by("seq").values_list("entity_id", "old", "new")
    assert list(switched) == [(story.olan.member.pk, None, '"ae"'), (story.olan.member.pk, '"ae"', None)]


def test_a_wider_role_is_refused_and_a_forged_session_gives_nothing(story: Story) -> None:
    with pytest.raises(RuleBroken, match=r"standing\.not_within"):
        act_as(story.ploy.member, actor=story.ploy, role="owner")
    with pytest.raises(NotAllowed):
        act_as(story.lin.member, actor=story.ploy, role="team_member")
    page = browser_of(story, "ploy")
    session = page.session
    session["standing"] = {"bridge": {"role": "owner"}}
    session.save()
    assert page.get(at("settings:members")).status_code == 403
    session["standing"] = {"bridge": {"member": story.olan.member.pk}}
    session.save()
    assert page.get(at("settings:members")).status_code == 403
    assert not Entry.objects.filter(kind="standing").exists()


def test_the_director_sees_what_ploy_sees_and_changes_nothing(story: Story) -> None:
    hers = siam_tea(story.ploy)
    lins = create_account(actor=story.lin, name="Lotus Media")
    weis = create_account(actor=story.wei, name="Harbour Foods")
    page = browser_of(story, "dao")
    look_as(page, story.ploy)
    seen = page.get(at("clients:list"), {"owner": "me"})
    assert "You see what <b>Ploy</b> sees" in seen.content.decode()
    assert [row.code for row in seen.context["rows"]] == [hers.code]
    statuses = [page.get(at("clients:detail", code=one.code)).status_code for one in (hers, lins, weis)]
    assert statuses == [200, 200, 404]
    before = fingerprint()
    for address, sent in (
        (at("clients:log", code=hers.code), {"channel": "call", "direction": "to_client", "words": "Hello"}),
        (at("desk:read_notices"), {}),
        (at("settings:keys"), {"single": "on"}),
        (at("desk:undo"), {"change": str(Change.objects.latest("pk").pk)}),
        (at("desk:act_in"), {"role": "reader"}),
    ):
        assert page.post(address, sent).status_code == 403
    assert page.get(at("settings:security")).status_code == 403
    with pytest.raises(NotAllowed, match=r"standing\.only_looking"):
        update_account(
            hers,
            actor=replace(story.dao, eyes=story.ploy.member),
            changes={"city": "Trat"},
            version=hers.version,
        )
    assert fingerprint() == before
    page.post(at("desk:step_back"))
    assert page.get(at("clients:detail", code=weis.code)).status_code == 200
    looked = Entry.objects.filter(kind="standing").order_by("seq")
    dao, ploy = str(story.dao.member.pk), story.ploy.member.pk
    assert [(e.entity_id, e.attribute, e.old, e.new) for e in looked] == [
        (ploy, "looked_at_by", None, dao),
        (ploy, "looked_at_by", dao, None),
    ]


def test_only_who_sets_the_workspace_up_may_look_as_somebody(story: Story) -> None:
    for who in ("ploy", "tum", "fon", "rit"):
        page = browser_of(story, who)
        before = fingerprint()
        assert look_as(page, story.lin).status_code == 403
        assert fingerprint() == before


def test_a_right_that_is_taken_away_ends_the_look_with_the_next_request(story: Story) -> None:
    weis = siam_tea(story.wei)
    page = browser_of(story, "dao")
    look_as(page, story.wei)
    suspend_member(story.wei.member, actor=story.olan)
    assert "You see what" not in page.get(at("clients:list")).content.decode()
    look_as(page, story.ploy)
    update_member(story.dao.member, actor=story.olan, changes={"role": "reader"})
    answer = page.get(at("clients:detail", code=weis.code))
    assert (answer.status_code, "You see what" in answer.content.decode()) == (200, False)
    assert [a.name for a in accounts_for(replace(story.dao, eyes=story.ploy.member))] == []
