"""Changing how a company is organised changes stages and words, and loses nothing."""

from __future__ import annotations

from datetime import date

import pytest

from saphan.administration.actions import create_member, create_team
from saphan.administration.actions.members import NewMember
from saphan.administration.opening import Opening, create_workspace
from saphan.clients.actions import create_account
from saphan.core.errors import Clash, NotAllowed, RuleBroken
from saphan.core.period import parse_period
from saphan.journal.models import Change, Entry
from saphan.journal.undo import undo
from saphan.measures.wall import wall
from saphan.pipeline.actions import (
    change_form,
    create_opportunity,
    move_stage,
    update_stage,
    win_opportunity,
)
from saphan.pipeline.forms import plan_form
from saphan.pipeline.models import Opportunity, Pipeline, Stage
from saphan.pipeline.presets import FORMS
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Team, Workspace
from saphan.workspace.terms import Door, OrganisationForm, Role
from tests.story import micros, on

pytestmark = pytest.mark.django_db
AGENCY, SALES = OrganisationForm.FULL_SERVICE, OrganisationForm.SALES_TEAM


@pytest.fixture
def olan() -> Actor:
    """The owner of an agency that opened in January."""
    with on("2026-01-05"):
        return create_workspace(
            Opening("siam", "Siam", form=AGENCY, time_zone="Asia/Bangkok", currency="THB"),
            owner_email="olan@siam.example", owner_name="Olan",
        )  # fmt: skip


def stage(olan: Actor, pipeline: str, name: str) -> Stage:
    return Stage.objects.get(workspace=olan.workspace, pipeline__name=pipeline, name=name)


def deal(olan: Actor, name: str, pipeline: str, at: str, amount: int = 100_000_00) -> Opportunity:
    return create_opportunity(
        actor=olan, name=name, stage=stage(olan, pipeline, at), amount_minor=amount, currency="THB",
        account=create_account(actor=olan, name=f"{name} Ltd"),
    )  # fmt: skip


@pytest.fixture
def book(olan: Actor) -> dict[str, Opportunity]:
    """Four open deals in four stages, and one that was won."""
    with on("2026-03-02"):
        deals = {
            "tea": deal(olan, "Tea", "New business", "Diagnose"),
            "bank": deal(olan, "Bank", "New business", "Closing"),
            "car": deal(olan, "Car", "Pitch", "Credentials"),
            "rice": deal(olan, "Rice", "Renewal", "Propose"),
            "silk": deal(olan, "Silk", "New business", "Negotiate", 50_000_00),
        }
    with on("2026-04-01"):
        win_opportunity(deals["silk"], actor=olan)
    return deals


def places(book: dict[str, Opportunity]) -> dict[str, str]:
    for each in book.values():
        each.refresh_from_db()
    return {name: f"{each.pipeline.name}/{each.stage.name}" for name, each in book.items()}


def figures(olan: Actor) -> dict[str, object]:
    period = parse_period("2026", today=date(2026, 6, 16), fiscal_start=1)
    return {tile.metric.key: tile.now for tile in wall(olan, period).tiles}


def test_open_deals_go_where_their_stage_means_the_same(olan, book):
    with on("2026-06-16"):
        change_form(actor=olan, form=SALES)
    assert (
        places(book)
        == {
            "tea": "New business/Demo",  # 30 % and qualified, as Diagnose
            "bank": "New business/Negotiate",  # in negotiation, as Closing
            "car": "New business/Demo",  # qualified; 20 % is nearest to 30 %
            "rice": "Renewal/Review the year",  # qualified; 50 % is nearer to 60 % than the negotiation's mark allows
            "silk": "New business/Negotiate",  # won: nobody touches it
        }
    )
    assert list(
        Pipeline.objects.filter(workspace=olan.workspace, removed_at=None).values_list("name", flat=True)
    ) == [
        "New business",
        "Renewal",
    ]


def test_no_figure_moves_when_an_agency_becomes_a_sales_team_and_an_agency_again(olan, book):
    with on("2026-06-16"):
        before, rows, start = figures(olan), Opportunity.objects.count(), places(book)
        change_form(actor=olan, form=SALES)
        assert figures(olan) == before
        change_form(actor=olan, form=AGENCY)
        assert figures(olan) == before
    assert Opportunity.objects.filter(removed_at=None).count() == rows == 5
    assert places(book) == start


def test_who_moved_a_deal_meanwhile_or_chooses_a_place_has_the_last_word(olan, book):
    with on("2026-06-16"):
        change_form(actor=olan, form=SALES)
        book["bank"].refresh_from_db(), book["rice"].refresh_from_db()
        move_stage(book["bank"], actor=olan, stage=stage(olan, "New business", "Demo"))
        plan = plan_form(olan.workspace, AGENCY)
        # tea and car stand in Demo, which goes; rice in Review the year, which stays; bank left for Demo by hand
        assert [(going.stage.name, going.back) for going in plan.going if going.back] == [("Demo", 2)]
        assert (plan.returning, book["bank"].pk in plan.homes) == (1, False)
        demo = stage(olan, "New business", "Demo")
        change_form(actor=olan, form=AGENCY, moves={demo.code: "New business/Propose"})
    assert places(book) == {
        "tea": "New business/Propose", "bank": "New business/Propose", "car": "New business/Propose",
        "rice": "Renewal/Propose", "silk": "New business/Negotiate",
    }  # fmt: skip


def test_how_long_a_deal_has_been_in_its_stage_goes_on(olan, book):
    since = book["tea"].stage_since
    with on("2026-06-16"):
        change_form(actor=olan, form=SALES)
    book["tea"].refresh_from_db()
    assert book["tea"].stage_since == since == micros(2026, 3, 2, 5)


def test_coming_back_brings_the_old_stages_back_instead_of_new_ones(olan, book):
    def in_use() -> list[tuple[str, str]]:
        rows = Stage.objects.filter(workspace=olan.workspace, removed_at=None, pipeline__removed_at=None)
        return sorted(rows.values_list("code", "name"))

    before = in_use()
    change_form(actor=olan, form=SALES)
    change_form(actor=olan, form=AGENCY)
    assert in_use() == before


def test_a_stage_of_ones_own_may_stay(olan, book):
    closing = stage(olan, "New business", "Closing")
    change_form(actor=olan, form=SALES, moves={closing.code: "keep"})
    closing.refresh_from_db()
    assert closing.removed_at is None
    assert places(book)["bank"] == "New business/Closing"


def test_deals_go_where_the_owner_says(olan, book):
    code = stage(olan, "New business", "Diagnose").code
    change_form(actor=olan, form=SALES, moves={code: "New business/Propose"})
    assert places(book)["tea"] == "New business/Propose"


def test_a_renamed_stage_is_known_by_what_it_was(olan, book):
    update_stage(stage(olan, "New business", "Propose"), actor=olan, changes={"name": "Offer"})
    change_form(actor=olan, form=SALES)
    rows = Stage.objects.filter(workspace=olan.workspace, pipeline__name="New business", removed_at=None)
    assert list(rows.values_list("name", flat=True)) == ["Qualify", "Demo", "Offer", "Negotiate"]


def test_one_click_takes_the_change_back(olan, book):
    before = places(book)
    changed = change_form(actor=olan, form=SALES)
    assert changed.nouns["client"] == {"en": "account", "en_many": "accounts"}
    undo(changed.change, actor=olan)
    workspace = Workspace.objects.get(pk=olan.workspace_id)
    assert (workspace.form, workspace.nouns) == (AGENCY, {})
    assert places(book) == before
    assert not Stage.objects.filter(name="Demo", removed_at=None).exists()
    assert Pipeline.objects.filter(name="Pitch", removed_at=None).exists()


def test_it_cannot_be_taken_back_under_a_deal_that_came_since(olan, book):
    changed = change_form(actor=olan, form=SALES)
    newcomer = deal(olan, "Salt", "New business", "Demo")
    before = (Change.objects.count(), Entry.objects.count())
    with pytest.raises(RuleBroken) as refusal:
        undo(changed.change, actor=olan)
    assert refusal.value.code == "stage.in_use"
    assert (Change.objects.count(), Entry.objects.count()) == before
    newcomer.refresh_from_db()
    assert (newcomer.stage.name, newcomer.stage.removed_at) == ("Demo", None)


def test_it_cannot_be_taken_back_over_somebody_elses_later_move(olan, book):
    changed = change_form(actor=olan, form=SALES)
    move_stage(book["tea"], actor=olan, stage=stage(olan, "New business", "Propose"), override="met them")
    with pytest.raises(Clash):
        undo(changed.change, actor=olan)
    assert Workspace.objects.get(pk=olan.workspace_id).form == SALES


def test_it_is_one_change_however_many_deals_there_are(olan, book, django_assert_max_num_queries):
    for number in range(20):
        create_opportunity(
            actor=olan, name=f"More {number}", stage=book["tea"].stage, account=book["tea"].account
        )
    before = Change.objects.count()
    with django_assert_max_num_queries(90):
        change_form(actor=olan, form=SALES)
    assert Change.objects.count() == before + 1


def test_departments_come_and_only_empty_ones_go(olan):
    creative = Team.objects.get(workspace=olan.workspace, name="Creative")
    create_member(NewMember("Kai", Role.TEAM_MEMBER, team=creative), actor=olan)
    bangkok = create_team(actor=olan, name="Bangkok")
    change_form(actor=olan, form=SALES)
    left = Team.objects.filter(workspace=olan.workspace, removed_at=None)
    assert set(left.values_list("name", flat=True)) == {
        "Creative",
        "Bangkok",
        "Marketing",
        "Customer success",
    }
    assert bangkok in left


def test_only_who_administers_may_do_it(olan, book):
    director = Member.objects.create(
        workspace=olan.workspace, code="M-99", name="Dao", role=Role.DIRECTOR, created_at=micros(2026, 1, 1)
    )
    before = (places(book), Change.objects.count())
    with pytest.raises(NotAllowed):
        change_form(actor=Actor(director, Door.WEB), form=SALES)
    assert (places(book), Change.objects.count()) == before


@pytest.mark.parametrize(
    ("form", "moves", "code"),
    [
        ("guild", {}, "form.unknown"),
        (AGENCY, {}, "form.same"),
        (SALES, {"ST-1": "Nowhere"}, "form.unknown_place"),
    ],
)
def test_what_cannot_be_is_refused(olan, book, form, moves, code):
    before = (places(book), Change.objects.count())
    with pytest.raises(RuleBroken) as refusal:
        change_form(actor=olan, form=form, moves=moves)
    assert refusal.value.code == code
    assert (places(book), Change.objects.count()) == before


@pytest.mark.parametrize("form", FORMS)
def test_every_form_opens_with_what_its_row_of_the_table_says(form):
    actor = create_workspace(Opening("new", "New", form=form), owner_email="a@b.example", owner_name="A")
    preset = FORMS[form]
    assert [words[0] for words, _stages in preset.pipelines] == list(
        Pipeline.objects.filter(workspace=actor.workspace).order_by("position").values_list("name", flat=True)
    )
    assert [words[0] for words in preset.departments] == list(
        Team.objects.filter(workspace=actor.workspace).order_by("pk").values_list("name", flat=True)
    )
    assert actor.workspace.measure_choices == preset.measure_choices()
    others = [plan_form(actor.workspace, other) for other in FORMS if other != form]
    assert all(going.to in {place.key for place in plan.places} for plan in others for going in plan.going)
