"""Who comes in, as whom, and how far."""

from __future__ import annotations

import pytest
from django.test import Client

from saphan.administration.actions import suspend_member, update_member
from saphan.clients.actions import create_account
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.journal.models import Entry
from saphan.tokens.actions import create_token, revoke_token
from saphan.tokens.models import ApiToken, TokenUse
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right
from saphan.workspace.terms import Door
from tests.api.caller import Caller, program_of
from tests.story import Story, micros, on

pytestmark = pytest.mark.django_db


def test_a_token_tells_on_whose_behalf_it_acts(story: Story) -> None:
    me = program_of(story.ploy, scopes=["read", "log"]).get("/me").json()
    assert (me["workspace"]["code"], me["member"]["name"], me["token"]) == ("bridge", "Ploy", "Test program")
    assert (me["rights"]["read"], me["rights"]["log"], me["rights"]["write"]) == ("team", "team", "none")


@pytest.mark.parametrize("secret", ["", "sph_", "sph_unknown", "not ours", "sph_ü"])
def test_nothing_opens_without_a_token_of_ours(story: Story, secret: str) -> None:
    answer = Caller(secret).get("/accounts")
    assert (answer.status_code, answer.json()["code"]) == (401, "token.not_accepted")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_signed_in_browser_does_not_open_the_api(story: Story) -> None:
    browser = Client()
    browser.force_login(story.ploy.member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get("/api/v1/me").status_code == 401


def test_a_revoked_token_is_refused_on_the_next_request(story: Story) -> None:
    ploy = program_of(story.ploy)
    assert ploy.get("/me").status_code == 200
    revoke_token(ApiToken.objects.get(), actor=story.ploy)
    assert ploy.get("/me").status_code == 401


def test_a_token_can_take_itself_back(story: Story) -> None:
    ploy = program_of(story.ploy)
    code = ploy.get("/tokens").json()["items"][0]["code"]
    assert ploy.post(f"/tokens/{code}/revoke").status_code == 204
    assert ploy.get("/me").status_code == 401


def test_a_suspended_member_is_out_at_once(story: Story) -> None:
    ploy = program_of(story.ploy)
    suspend_member(story.ploy.member, actor=story.olan)
    assert ploy.get("/me").status_code == 401


def test_a_changed_role_counts_on_the_next_request(story: Story) -> None:
    rit = program_of(story.rit)
    assert rit.post("/accounts", {"name": "Siam Tea"}).status_code == 403
    update_member(story.rit.member, actor=story.olan, changes={"role": "director"})
    assert rit.post("/accounts", {"name": "Siam Tea"}).status_code == 201


def test_an_expired_token_is_refused(story: Story) -> None:
    with on("2026-06-01"):
        ploy = program_of(story.ploy, expires_at=micros(2026, 6, 2))
        assert ploy.get("/me").status_code == 200
    with on("2026-06-03"):
        assert ploy.get("/me").status_code == 401


def test_a_token_does_only_what_it_was_given(story: Story) -> None:
    account = create_account(actor=story.ploy, name="Siam Tea")
    reading = program_of(story.ploy, scopes=["read"])
    assert reading.get(f"/accounts/{account.code}").status_code == 200
    assert reading.patch(f"/accounts/{account.code}", {"city": "Trat"}, If_Match="*").status_code == 403
    writing = program_of(story.ploy, scopes=["write"])
    assert writing.get("/accounts").status_code == 403
    assert writing.post("/accounts", {"name": "Harbour Foods"}).status_code == 204


def test_a_right_that_the_role_lacks_stays_without_effect(story: Story) -> None:
    assert (
        program_of(story.rit, scopes=["read", "administer"]).get("/me").json()["rights"]["administer"]
        == "none"
    )


def test_a_program_cannot_hand_on_more_than_it_has(story: Story) -> None:
    program = Actor(story.ploy.member, Door.API, limits=frozenset({Right.READ}))
    with pytest.raises(NotAllowed):
        create_token(actor=program, name="More", scopes=["write"])


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({"name": " ", "scopes": ["read"]}, "token.name_missing"),
        ({"name": "x", "scopes": []}, "token.no_scopes"),
        ({"name": "x", "scopes": ["rule"]}, "token.unknown_scope"),
        ({"name": "x", "scopes": ["read"], "expires_at": 1}, "token.expires_in_past"),
    ],
)
def test_a_token_needs_a_name_rights_and_a_future(story: Story, known: dict[str, object], code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        create_token(actor=story.ploy, **known)


def test_neither_secret_nor_digest_enters_the_journal(story: Story) -> None:
    token = create_token(actor=story.ploy, name="Nightly", scopes=["read"])
    entry = Entry.objects.get(kind="api_token")
    assert "Nightly" in (entry.new or "")
    assert token.digest not in (entry.new or "")
    assert token.secret not in (entry.new or "")  # type: ignore[attr-defined]


def test_the_last_use_is_noted_to_the_minute(story: Story) -> None:
    ploy = program_of(story.ploy)
    for second in (0, 30, 59):
        with on("2030-01-01"):
            ploy.get("/me")
        assert TokenUse.objects.get().last_used_at == micros(2030, 1, 1, 5), second
    with on("2030-01-01", hour=6):
        ploy.get("/me")
    assert TokenUse.objects.get().last_used_at == micros(2030, 1, 1, 6)


def test_others_see_only_their_own_tokens_and_an_owner_all(story: Story) -> None:
    ploy, olan = program_of(story.ploy), program_of(story.olan)
    assert [row["member"] for row in ploy.get("/tokens").json()["items"]] == ["M-3"]
    assert [row["member"] for row in olan.get("/tokens").json()["items"]] == ["M-3", "M-1"]
    assert "digest" not in ploy.get("/tokens").json()["items"][0]
