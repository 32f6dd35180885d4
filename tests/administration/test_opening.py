from __future__ import annotations

import pytest

from saphan.administration import opening
from saphan.administration.actions import create_team
from saphan.administration.opening import Opening, create_workspace, on_workspace_opened
from saphan.core.errors import RuleBroken
from saphan.journal.models import Change, Entry
from saphan.workspace.actor import Actor
from saphan.workspace.models import ExchangeRate, Member, Team, User, Workspace
from saphan.workspace.terms import MemberStatus, Role
from tests.administration.fingerprint import fingerprint

pytestmark = pytest.mark.django_db
SIAM = Opening("siam", "Siam Studio", time_zone="Asia/Bangkok", currency="THB", language="th")


@pytest.fixture
def only_our_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_handlers", [])


def open_siam() -> Actor:
    return create_workspace(
        SIAM, owner_email="Noi@Siam.example", owner_name="Noi", password="a long pass phrase"
    )


def test_a_workspace_opens_with_its_owner_who_can_sign_in(only_our_handlers):
    owner = open_siam().member
    assert (owner.role, owner.status, owner.code) == (Role.OWNER, MemberStatus.ACTIVE, "M-1")
    assert owner.user.email == "noi@siam.example"
    assert owner.user.check_password("a long pass phrase")


def test_a_thai_owner_starts_with_thai_and_buddhist_years(only_our_handlers):
    user = open_siam().member.user
    assert (user.language, user.year_style) == ("th", "buddhist")


def test_the_opening_is_the_first_line_of_the_journal(only_our_handlers):
    actor = open_siam()
    assert [c.action for c in Change.objects.filter(workspace=actor.workspace)] == ["workspace.open"]
    assert list(Entry.objects.order_by("seq").values_list("kind", "attribute")) == [
        ("workspace", "*"),
        ("member", "*"),
    ]


def test_rooms_above_furnish_the_workspace_within_the_same_change(only_our_handlers):
    on_workspace_opened(lambda workspace, actor: create_team(actor=actor, name=f"{workspace.name} team"))
    actor = open_siam()
    assert Team.objects.get().name == "Siam Studio team"
    assert Change.objects.filter(workspace=actor.workspace).count() == 1


def test_when_furnishing_fails_there_is_no_workspace_and_no_person(only_our_handlers):
    def break_down(workspace: Workspace, actor: Actor) -> None:
        raise RuleBroken("tree.too_deep")

    on_workspace_opened(break_down)
    before = fingerprint()
    with pytest.raises(RuleBroken):
        open_siam()
    assert fingerprint() == before


def test_somebody_known_keeps_their_password(only_our_handlers):
    User.objects.create_user("noi@siam.example", "the first pass phrase", name="Noi")
    assert open_siam().member.user.check_password("the first pass phrase")


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ({"time_zone": "Asia/Atlantis"}, "workspace.unknown_zone"),
        ({"currency": "XXQ"}, "money.unknown_currency"),
        ({"fiscal_start_month": 13}, "period.fiscal_start"),
    ],
)
def test_a_workspace_does_not_open_on_terms_that_do_not_exist(only_our_handlers, broken, code):
    before = fingerprint()
    with pytest.raises(RuleBroken) as refusal:
        create_workspace(Opening(**vars(SIAM) | broken), owner_email="a@b.example", owner_name="A")
    assert refusal.value.code == code
    assert fingerprint() == before


def test_a_short_name_is_used_once(only_our_handlers):
    open_siam()
    before = fingerprint()
    with pytest.raises(RuleBroken) as refusal:
        create_workspace(SIAM, owner_email="other@siam.example", owner_name="Other")
    assert refusal.value.code == "workspace.code_taken"
    assert fingerprint() == before


def test_the_published_rates_are_there_once(only_our_handlers):
    open_siam()
    published = ExchangeRate.objects.filter(workspace=None)
    # 2,773 days of ten currencies; on 30 Oct 2026 one euro was 37.683 THB
    assert published.count() == 27_730
    assert published.get(in_currency="THB", on="2026-10-30").rate_e8 == 3_768_300_000
    create_workspace(Opening("two", "Two"), owner_email="b@b.example", owner_name="B")
    assert published.count() == 27_730


def test_the_first_owner_is_the_only_member(only_our_handlers):
    open_siam()
    assert Member.objects.count() == 1
