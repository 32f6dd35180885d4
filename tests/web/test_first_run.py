"""From nothing to an open workspace, and only for the first person."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from saphan.administration.first_run import start_path
from saphan.journal.models import Change
from saphan.pipeline.models import Pipeline
from saphan.workspace.models import Member, Team, User, Workspace
from tests.story import PASSWORD, Story

pytestmark = pytest.mark.django_db
NOI = {"email": "Noi@siam.example", "name": "Noi", "password": PASSWORD}
SIAM = {"name": "Siam Studio", "code": "", "language": "th", "currency": "THB", "time_zone": "Asia/Bangkok",
        "fiscal_start_month": "4"}  # fmt: skip


@pytest.fixture
def noi() -> Client:
    """The first person, signed in through the link that the server printed."""
    client = Client()
    response = client.post(f"/{start_path()}", NOI)
    assert (response.status_code, response["Location"]) == (302, "/start/")
    return client


def test_the_first_person_opens_a_workspace_in_two_steps(noi: Client):
    assert noi.get("/")["Location"] == "/start/"
    assert noi.post("/start/", SIAM)["Location"] == "/start/form/"
    assert not Workspace.objects.exists()
    response = noi.post("/start/form/", {"organisation": "studio"})
    assert response["Location"] == "/w/siam-studio/import/"
    workspace = Workspace.objects.get()
    assert (workspace.name, workspace.form, workspace.currency) == ("Siam Studio", "studio", "THB")
    assert (workspace.time_zone, workspace.language, workspace.fiscal_start_month) == (
        "Asia/Bangkok",
        "th",
        4,
    )
    owner = Member.objects.get()
    assert (owner.role, owner.email, owner.user.name) == ("owner", "noi@siam.example", "Noi")
    assert list(Pipeline.objects.values_list("name", flat=True)) == ["New business"]
    assert not Team.objects.exists()
    assert [(change.action, change.door) for change in Change.objects.all()] == [("workspace.open", "web")]
    assert "Siam Studio" in noi.get("/w/siam-studio/settings/welcome/").content.decode()


def test_a_company_without_latin_letters_still_gets_an_address(noi: Client):
    noi.post("/start/", SIAM | {"name": "岚驰"})
    assert noi.post("/start/form/", {"organisation": "studio"})["Location"] == "/w/desk/import/"


def test_what_was_typed_comes_back_when_going_back(noi: Client):
    noi.post("/start/", SIAM)
    assert noi.get("/start/").context["form"]["name"].value() == "Siam Studio"


def test_nothing_opens_before_the_company_has_a_name(noi: Client):
    assert noi.post("/start/", SIAM | {"name": ""}).status_code == 422
    assert noi.post("/start/form/", {"organisation": "studio"})["Location"] == "/start/"
    assert noi.post("/start/", SIAM)["Location"] == "/start/form/"
    assert noi.post("/start/form/", {"organisation": "guild"}).status_code == 422
    assert not Workspace.objects.exists()


def test_the_link_is_worth_nothing_once_somebody_can_sign_in(story: Story):
    people = User.objects.count()
    response = Client().post(f"/{start_path()}", NOI)
    assert response.status_code == 422
    assert User.objects.count() == people


def test_a_guessed_link_opens_nothing(db: None):
    assert Client().post("/start/abc/", NOI).status_code == 422
    assert not User.objects.exists()


def test_a_weak_password_is_refused_and_nobody_is_made(db: None):
    assert Client().post(f"/{start_path()}", NOI | {"password": "noi"}).status_code == 422
    assert not User.objects.exists()


def test_beside_a_first_workspace_the_web_opens_no_second(story: Story):
    stranger = Client()
    stranger.force_login(User.objects.create_user("new@new.example", PASSWORD))
    assert stranger.get("/start/").status_code == 404
    assert stranger.post("/start/form/", {"organisation": "studio"}).status_code == 404
    assert Workspace.objects.count() == 1


def test_the_import_stands_inside_the_first_run_until_the_desk_is_opened(noi: Client):
    noi.post("/start/", SIAM)
    begun = noi.post("/start/form/", {"organisation": "studio"})["Location"]
    inside = noi.get(begun).content.decode()
    assert 'class="run-steps"' in inside
    assert 'class="rail"' not in inside
    table = SimpleUploadedFile("clients.csv", b"name,city\nSiam Tea,Bangkok\n")
    columns = noi.post(begun, {"kind": "accounts", "file": table})["Location"]
    noi.post(columns, {"column-0": "name", "column-1": "city"})
    assert 'class="run-steps"' in noi.get(columns).content.decode()
    assert 'class="run-steps"' in noi.get("/w/siam-studio/settings/welcome/").content.decode()
    noi.get("/w/siam-studio/clients/")  # the desk
    assert 'class="rail"' in noi.get(begun).content.decode()


def test_the_form_decides_which_figures_come_first_and_which_roles_are_given(noi: Client):
    noi.post("/start/", SIAM)
    noi.post("/start/form/", {"organisation": "in_house_team"})
    wall = noi.get("/w/siam-studio/performance/").context["groups"]
    assert [[tile["key"] for tile in group["tiles"]][:2] for group in wall[:2]] == [
        ["cycle_days", "closure_rate"],
        ["opportunity_growth", "ql_count"],
    ]
    Workspace.objects.update(form="studio")
    invite = noi.get("/w/siam-studio/settings/people/new/").context["form"]
    assert [role for role, _label in invite.fields["role"].choices] == ["owner", "team_member", "reader"]
    assert invite["role"].value() == "team_member"
