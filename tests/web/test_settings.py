from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from saphan.journal.models import Change
from saphan.web.settings.sections import SECTIONS
from saphan.workspace.models import Counter, ExchangeRate, Member, Offering, Team, User, Workspace
from saphan.workspace.rights import RIGHTS, Right
from saphan.workspace.terms import MemberStatus
from tests.administration.fingerprint import fingerprint
from tests.story import Story

pytestmark = pytest.mark.django_db
LISTS = {
    "home": None,
    "security": None,
    "workspace": Right.ADMINISTER,
    "members": Right.ADMINISTER,
    "invite": Right.ADMINISTER,
    "teams": Right.CONFIGURE,
    "new_team": Right.CONFIGURE,
    "territories": Right.CONFIGURE,
    "new_territory": Right.CONFIGURE,
    "pipelines": Right.CONFIGURE,
    "new_pipeline": Right.CONFIGURE,
    "new_lost_reason": Right.CONFIGURE,
    "offerings": Right.CONFIGURE,
    "new_offering": Right.CONFIGURE,
    "rates": Right.RATES,
    "new_rate": Right.RATES,
}
CAST = ["olan", "dao", "ploy", "lin", "tum", "fon", "rit"]


@pytest.fixture
def bridge(story: Story) -> Story:
    for prefix in ("M", "T", "R", "S", "SP"):
        Counter.objects.update_or_create(
            workspace=story.workspace, prefix=prefix, defaults={"next_number": 100}
        )
    return story


def browser_of(story: Story, name: str) -> Client:
    client = Client()
    client.force_login(story.cast[name].member.user)
    return client


def at(name: str, *arguments: str | int) -> str:
    return reverse(f"settings:{name}", args=["bridge", *arguments])


def filled(client: Client, address: str, **typed: str) -> dict[str, str]:
    """The form behind an address as the browser would send it, with some fields typed over."""
    form = client.get(address).context["form"]
    sent = {}
    for field in form:
        value = field.value()
        shown = "" if value is None else str(value)
        sent[field.html_name] = shown
        if field.field.show_hidden_initial:
            sent[field.html_initial_name] = shown
    return sent | typed


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("address", LISTS)
def test_each_page_opens_to_those_with_its_right_and_to_nobody_else(bridge: Story, name: str, address: str):
    right = LISTS[address]
    role = bridge.cast[name].member.role
    response = browser_of(bridge, name).get(at(address))
    assert response.status_code == (200 if right is None or right in RIGHTS[role] else 403)


@pytest.mark.parametrize("address", LISTS)
def test_for_a_stranger_the_settings_do_not_exist(bridge: Story, other_story: Story, address: str):
    krit = browser_of(other_story, "krit")
    never_used = krit.get(f"/w/never-used/settings/{at(address).split('/settings/')[1]}")
    ours = krit.get(at(address))
    assert (ours.status_code, never_used.status_code) == (404, 404)
    assert ours.content == never_used.content


def test_the_list_at_the_side_shows_only_what_opens(bridge: Story):
    def shown(name: str) -> set[str]:
        return {section["key"] for section in browser_of(bridge, name).get(at("home")).context["sections"]}

    own = {"home", "keys", "notices", "security"}
    assert shown("ploy") <= {*own, "tokens"}
    assert shown("fon") - {"tokens"} == {*own, "rates"}
    assert shown("olan") <= {section.key for section in SECTIONS}
    assert {"workspace", "members", "teams", "territories", "offerings", "rates"} <= shown("olan")


def test_a_person_chooses_language_years_and_zone(bridge: Story):
    ploy = browser_of(bridge, "ploy")
    typed = filled(ploy, at("home"), language="th", year_style="buddhist", time_zone="Asia/Bangkok")
    assert ploy.post(at("home"), typed).status_code == 303
    user = bridge.ploy.member.user
    user.refresh_from_db()
    assert (user.language, user.year_style, user.time_zone, user.name) == (
        "th",
        "buddhist",
        "Asia/Bangkok",
        "Ploy",
    )
    assert ploy.get(at("home")).headers["Content-Language"] == "th"


def test_the_effect_is_shown_before_anything_is_saved(bridge: Story):
    ploy = browser_of(bridge, "ploy")
    typed = filled(ploy, at("home"), language="en", year_style="buddhist")
    before = fingerprint()
    response = ploy.post(at("home") + "?show-effect", typed, headers={"HX-Request": "true"})
    assert "Dates look like this" in response.content.decode()
    assert fingerprint() == before


def test_a_choice_that_does_not_exist_is_refused_and_kept(bridge: Story):
    ploy = browser_of(bridge, "ploy")
    before = fingerprint()
    response = ploy.post(at("home"), filled(ploy, at("home"), time_zone="Mars/Olympus", name="Ploy P."))
    assert response.status_code == 422
    assert response.context["form"]["name"].value() == "Ploy P."
    assert fingerprint() == before


def test_an_owner_invites_somebody(bridge: Story):
    olan = browser_of(bridge, "olan")
    response = olan.post(
        at("invite"), {"name": "May", "email": "may@bridge.example", "role": "ae", "team": ""}
    )
    assert response.headers["Location"] == at("members")
    may = Member.objects.get(email="may@bridge.example")
    assert (may.status, may.role) == (MemberStatus.INVITED, "ae")
    assert "/invitation/" in olan.get(at("members")).content.decode()


def test_an_address_in_use_is_refused_at_its_field(bridge: Story):
    olan = browser_of(bridge, "olan")
    before = fingerprint()
    response = olan.post(
        at("invite"), {"name": "P", "email": "ploy@bridge.example", "role": "ae", "team": ""}
    )
    assert response.status_code == 422
    assert "email" in response.context["form"].errors
    assert fingerprint() == before


def test_a_role_shows_what_it_includes(bridge: Story):
    response = browser_of(bridge, "olan").get(at("member", bridge.fon.member.code))
    assert "Keep exchange rates" in response.context["effects"]


def test_two_owners_editing_one_member_lose_nothing(bridge: Story):
    olan = browser_of(bridge, "olan")
    address = at("member", bridge.lin.member.code)
    first, second = filled(olan, address), filled(olan, address)
    olan.post(address, first | {"title": "Director of calm"})
    assert olan.post(address, second | {"role": "finance"}).status_code == 303
    lin = Member.objects.get(pk=bridge.lin.member.pk)
    assert (lin.title, lin.role) == ("Director of calm", "finance")


def test_two_owners_changing_one_field_see_both_versions(bridge: Story):
    olan = browser_of(bridge, "olan")
    address = at("member", bridge.lin.member.code)
    first, second = filled(olan, address), filled(olan, address)
    olan.post(address, first | {"title": "First"})
    before = fingerprint()
    response = olan.post(address, second | {"title": "Second"})
    assert response.status_code == 409
    assert [(f["theirs"], f["yours"]) for f in response.context["refusal"].fields] == [("First", "Second")]
    assert fingerprint() == before


def test_a_suspended_member_is_out_on_the_next_request(bridge: Story):
    lin = browser_of(bridge, "lin")
    assert lin.get(at("home")).status_code == 200
    browser_of(bridge, "olan").post(at("suspend", bridge.lin.member.code))
    assert lin.get(at("home")).status_code == 404
    assert lin.get("/").status_code == 200  # signed in, in no workspace


def test_the_last_owner_stays(bridge: Story):
    olan = browser_of(bridge, "olan")
    before = fingerprint()
    response = olan.post(at("suspend", bridge.olan.member.code))
    assert response.status_code == 422
    assert "Olan is the last owner" in response.content.decode()
    assert fingerprint() == before


def test_under_htmx_only_the_list_comes_back_with_a_toast(bridge: Story):
    response = browser_of(bridge, "olan").post(
        at("suspend", bridge.lin.member.code), headers={"HX-Request": "true"}
    )
    assert response.content.decode().strip().startswith('<div id="people"')
    assert "saphan:toast" in response.headers["HX-Trigger"]


def test_a_team_is_added_renamed_and_hung_elsewhere(bridge: Story):
    dao = browser_of(bridge, "dao")
    bangkok = bridge.teams["Bangkok"]
    dao.post(at("new_team"), {"name": "Chiang Mai", "name_th": "เชียงใหม่", "parent": str(bangkok.pk)})
    team = Team.objects.get(name="Chiang Mai")
    assert (team.names, team.path) == ({"th": "เชียงใหม่"}, f"/{bangkok.pk}/{team.pk}/")
    address = at("team", team.code)
    dao.post(address, filled(dao, address, name="Chiang Mai and Lampang", parent=""))
    team.refresh_from_db()
    assert (team.name, team.path) == ("Chiang Mai and Lampang", f"/{team.pk}/")


def test_an_offering_gets_a_price_as_people_write_it(bridge: Story):
    dao = browser_of(bridge, "dao")
    dao.post(at("new_offering"), {"name": "Brand film", "family": "Content", "unit": "film"})
    film = Offering.objects.get(name="Brand film")
    dao.post(at("new_price", film.code), {"currency": "CNY", "amount": "9万", "valid_from": ""})
    page = dao.get(at("offering", film.code))
    assert page.context["prices"][0].amount_minor == 9_000_000
    cell = reverse("grid:cell", args=["bridge", "offerings", film.code])
    sent = {"column": "family", "value": "Films", "version": film.version}
    assert dao.post(cell, sent).status_code == 200
    assert browser_of(bridge, "ploy").post(cell, sent).status_code == 403
    row = dao.get(at("offerings"), {"family": "Films"}).context["rows"][0]
    assert (row.name, "¥90,000" in row.cells) == ("Brand film", True)
    dao.post(at("retire", film.code))
    film.refresh_from_db()
    assert (film.status, film.family) == ("retired", "Films")


def test_an_amount_nobody_can_read_is_refused_at_its_field(bridge: Story):
    dao = browser_of(bridge, "dao")
    dao.post(at("new_offering"), {"name": "Brand film"})
    film = Offering.objects.get(name="Brand film")
    before = fingerprint()
    response = dao.post(at("new_price", film.code), {"currency": "THB", "amount": "a lot", "valid_from": ""})
    assert response.status_code == 422
    assert "amount" in response.context["form"].errors
    assert fingerprint() == before


def test_finance_sets_and_removes_an_own_rate(bridge: Story):
    fon = browser_of(bridge, "fon")
    fon.post(at("new_rate"), {"currency": "CNY", "rate": "5.0125", "in_currency": "THB", "on": "2026-06-01"})
    rate = ExchangeRate.objects.get(workspace=bridge.workspace)
    assert rate.rate_e8 == 501_250_000
    fon.post(at("remove_rate", rate.pk))
    assert not ExchangeRate.objects.filter(workspace=bridge.workspace).exists()


def test_the_workspace_page_says_what_a_currency_would_mean(bridge: Story):
    olan = browser_of(bridge, "olan")
    typed = filled(olan, at("workspace"), currency="USD", plan_rate_date="2026-10-30")
    response = olan.post(at("workspace") + "?show-effect", typed, headers={"HX-Request": "true"})
    # one euro was 1.1172 USD
    assert "1 EUR is 1.1172 USD" in response.content.decode()


def test_two_owners_changing_different_terms_of_the_workspace_lose_nothing(bridge: Story):
    olan = browser_of(bridge, "olan")
    first, second = filled(olan, at("workspace")), filled(olan, at("workspace"))
    olan.post(at("workspace"), first | {"currency": "CNY"})
    olan.post(at("workspace"), second | {"name": "Bridge"})
    workspace = Workspace.objects.get(pk=bridge.workspace.pk)
    assert (workspace.currency, workspace.name) == ("CNY", "Bridge")


@pytest.mark.parametrize("name", ["dao", "ploy", "tum", "fon", "rit"])
def test_a_denied_post_changes_nothing(bridge: Story, name: str):
    client, lin = browser_of(bridge, name), bridge.lin.member.code
    for address in ("suspend", "reactivate", "remind", "member"):
        before = fingerprint()
        assert (
            client.post(at(address, lin), {"name": "X", "role": "owner", "version": "1"}).status_code == 403
        )
        assert fingerprint() == before


def test_a_strangers_post_changes_nothing(bridge: Story, other_story: Story):
    krit = browser_of(other_story, "krit")
    before = fingerprint()
    assert krit.post(at("suspend", bridge.lin.member.code)).status_code == 404
    theirs = reverse("settings:suspend", args=["other", "M-3"])  # a code that only Bridge & Co has
    assert krit.post(theirs).status_code == 404
    assert fingerprint() == before


def test_lists_cost_the_same_queries_for_few_and_many(bridge: Story, django_assert_max_num_queries):
    olan = browser_of(bridge, "olan")
    olan.get(at("members"))
    with django_assert_max_num_queries(8):
        olan.get(at("members"))
    for number in range(20):
        olan.post(
            at("invite"), {"name": f"P{number}", "email": f"p{number}@b.example", "role": "ae", "team": ""}
        )
    with django_assert_max_num_queries(8):
        olan.get(at("members"))
    assert Change.objects.filter(workspace=bridge.workspace, action="member.invite").count() == 20
    assert User.objects.filter(email__startswith="p1@").count() == 0
