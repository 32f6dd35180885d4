"""The pages for the organisation form and the words."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from saphan.administration.opening import Opening, create_workspace
from saphan.clients.actions import create_account
from saphan.journal.models import Change
from saphan.pipeline.actions import create_opportunity
from saphan.pipeline.models import Opportunity, Stage
from saphan.workspace.actor import Actor
from saphan.workspace.models import User, Workspace

pytestmark = pytest.mark.django_db
PAGES = [
    "clients:list",
    "pipeline:board",
    "leads:list",
    "performance:wall",
    "settings:pipelines",
    "settings:teams",
]


@pytest.fixture
def olan() -> Actor:
    return create_workspace(
        Opening("siam", "Siam", currency="THB"), owner_email="olan@siam.example", owner_name="Olan"
    )


@pytest.fixture
def browser(olan: Actor) -> Client:
    client = Client()
    client.force_login(olan.member.user)
    return client


def at(name: str, *arguments: str) -> str:
    return reverse(name, args=["siam", *arguments])


def deal(olan: Actor) -> Opportunity:
    stage = Stage.objects.get(workspace=olan.workspace, pipeline__name="New business", name="Diagnose")
    account = create_account(actor=olan, name="Tea Ltd")
    return create_opportunity(actor=olan, name="Tea", stage=stage, account=account)


def test_choosing_another_form_leads_to_what_would_change(browser: Client, olan: Actor):
    deal(olan)
    response = browser.get(at("settings:form"), {"organisation": "sales_team"})
    assert response["Location"] == at("settings:change_form", "sales_team")
    page = browser.get(response["Location"])
    going = {row["label"]: (row["open_deals"], row["to"]) for row in page.context["going"]}
    assert going["New business · Diagnose"] == (1, "New business/Demo")
    assert page.context["coming"] == ["New business · Demo"]
    assert page.context["words"] == [("Client", "Account"), ("Deal", "Opportunity")]
    assert Workspace.objects.get().form == "full_service_agency"


def test_the_form_changes_pages_answer_and_one_click_takes_it_back(browser: Client, olan: Actor):
    tea = deal(olan)
    assert browser.post(at("settings:change_form", "sales_team"), {}).status_code == 303
    tea.refresh_from_db()
    assert tea.stage.name == "Demo"
    for name in PAGES:
        assert browser.get(at(name)).status_code == 200, name
    clients = browser.get(at("clients:list")).content.decode()
    assert "Accounts" in clients
    last = browser.get(at("settings:form")).context["last"]
    assert last["who"] == "Olan"
    assert browser.post(at("desk:undo"), {"change": last["pk"]}).status_code in (200, 303)
    tea.refresh_from_db()
    assert (tea.stage.name, Workspace.objects.get().form) == ("Diagnose", "full_service_agency")
    assert browser.get(at("settings:form")).context["last"] is None
    assert "Accounts" not in browser.get(at("clients:list")).content.decode()


def test_a_place_that_is_not_there_is_refused(browser: Client, olan: Actor):
    code = deal(olan).stage.code
    before = Change.objects.count()
    response = browser.post(at("settings:change_form", "sales_team"), {f"stage-{code}": "Nowhere"})
    assert response.status_code == 422
    assert "need a place in the new form" in response.content.decode()
    assert Change.objects.count() == before


@pytest.mark.parametrize("form", ["full_service_agency", "guild"])
def test_there_is_no_page_for_the_present_or_an_unknown_form(browser: Client, form: str):
    assert browser.get(at("settings:change_form", form)).status_code == 404


def test_own_words_are_shown_before_they_are_saved_and_then_everywhere(browser: Client, olan: Actor):
    typed = {"client_en": "partner", "client_en_many": "partners", "client_th": "คู่ค้า"}
    shown = browser.post(at("settings:words") + "?show-effect", typed, headers={"HX-Request": "true"})
    assert "Add a partner" in shown.content.decode()
    assert "เพิ่มคู่ค้า" in shown.content.decode()
    assert Workspace.objects.get().nouns == {}
    assert browser.post(at("settings:words"), typed).status_code == 303
    assert Workspace.objects.get().nouns == {
        "client": {"en": "partner", "en_many": "partners", "th": "คู่ค้า"},
    }
    assert "Partners" in browser.get(at("clients:list")).content.decode()
    User.objects.update(language="th")
    thai = browser.get(at("clients:list")).content.decode()
    assert "คู่ค้า" in thai
    User.objects.update(language="zh-hans")
    assert "客户" in browser.get(at("clients:list")).content.decode()


def test_words_stay_inside_their_workspace(browser: Client, olan: Actor):
    browser.post(at("settings:words"), {"client_en": "partner", "client_en_many": "partners"})
    create_workspace(Opening("other", "Other"), owner_email="krit@other.example", owner_name="Krit")
    krit = Client()
    krit.force_login(User.objects.get(email="krit@other.example"))
    assert "Partners" not in krit.get("/w/other/clients/").content.decode()
