from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import DatabaseError
from django.test import Client

from saphan.administration.actions import invite_member
from saphan.administration.invitations import VALID_FOR, token_for
from saphan.journal import clock
from saphan.web.passwords import BreachedPasswordValidator
from saphan.web.sign_in import KnownPeopleOnlyAdapter, wait_for_mail
from saphan.workspace.models import Counter, Member, User
from saphan.workspace.terms import MemberStatus
from tests.administration.fingerprint import fingerprint
from tests.story import PASSWORD, Story, micros

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/sign-in/"
HOUR, DAY = 3600 * 1_000_000, 24 * 3600 * 1_000_000
NOON = micros(2026, 6, 16, 5)
PAGES = (
    "password/reset/",
    "password/",
    "second-step/",
    "second-step/app/add/",
    "passkeys/",
    "passkeys/add/",
    "sessions/",
    "sign-out/",
)


@pytest.fixture(autouse=True)
def quick_and_unlimited(settings) -> None:
    """Hashes that cost nothing, and counters at zero."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def ploy(story: Story) -> User:
    """Ploy, who has a password."""
    user = story.ploy.member.user
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def may(story: Story) -> Member:
    """May, invited at noon."""
    Counter.objects.update_or_create(workspace=story.workspace, prefix="M", defaults={"next_number": 100})
    with clock.at(NOON):
        return invite_member(actor=story.olan, email="may@bridge.example", name="May")


def sign_in(client: Client, login: str, password: str = PASSWORD, **more: str):
    return client.post(SIGN_IN, {"login": login, "password": password, **more})


def confirm(client: Client) -> None:
    """Type the password once more, as every change of how one signs in asks for."""
    client.post("/account/confirm/", {"password": PASSWORD})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


# Signing in


def test_ploy_signs_in_with_her_address_in_any_case(ploy: User, client: Client):
    response = sign_in(client, "Ploy@Bridge.example")
    assert response.headers["Location"] == "/"
    assert client.get("/").headers["Location"] == "/w/bridge/clients/"


def test_a_new_session_key_is_given_at_sign_in(ploy: User, client: Client):
    client.get(SIGN_IN)
    session = client.session
    session["mark"] = "before"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    sign_in(client, ploy.email)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != session.session_key


def test_the_session_cookie_stays_with_this_host_and_out_of_reach_of_scripts(ploy: User, client: Client):
    sign_in(client, ploy.email)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["domain"], cookie["path"]) == (
        True,
        "Lax",
        "",
        "/",
    )


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(ploy: User, client: Client):
    def answer(login: str) -> tuple[int, str]:
        response = sign_in(client, login, "not the right one")
        page = re.sub(
            r'(csrf-token" content|csrfmiddlewaretoken" value)="[^"]*"', "", response.content.decode()
        )
        return response.status_code, page.replace(login, "…")

    assert answer("ploy@bridge.example") == answer("nobody@bridge.example")


def test_both_cost_the_same_number_of_hashes(ploy: User, client: Client, monkeypatch: pytest.MonkeyPatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    encode, hashed = MD5PasswordHasher.encode, []
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a, **k: (hashed.append(1), encode(*a, **k))[1])
    sign_in(client, ploy.email, "not the right one")
    known = len(hashed)
    sign_in(client, "nobody@bridge.example", "not the right one")
    assert (known, len(hashed) - known) == (1, 1)


def test_after_ten_wrong_tries_even_the_right_password_waits(ploy: User, client: Client):
    for _try in range(10):
        sign_in(client, ploy.email, "not the right one")
    sign_in(client, ploy.email)
    assert not is_in(client)


def test_an_unknown_address_is_locked_just_the_same(ploy: User, client: Client):
    pages = {}
    for login in (ploy.email, "nobody@bridge.example"):
        cache.clear()
        for _try in range(11):
            response = sign_in(client, login, "not the right one")
        pages[login] = response.context["form"].non_field_errors()
    assert pages[ploy.email] == pages["nobody@bridge.example"]


def test_one_address_is_locked_from_wherever_the_tries_come(ploy: User):
    for number in range(10):
        sign_in(Client(REMOTE_ADDR=f"10.0.0.{number}"), ploy.email, "not the right one")
    late = Client(REMOTE_ADDR="10.0.1.1")
    sign_in(late, ploy.email)
    assert not is_in(late)


def test_nobody_is_sent_to_another_site_after_signing_in(ploy: User, client: Client):
    response = sign_in(client, ploy.email, next="https://elsewhere.example/")
    assert response.headers["Location"] == "/"


def test_who_is_not_signed_in_is_asked_to_and_comes_back(story: Story, client: Client):
    response = client.get("/w/bridge/settings/")
    assert response.headers["Location"] == SIGN_IN + "?next=/w/bridge/settings/"


def test_there_is_no_way_to_sign_up(story: Story, client: Client):
    before = fingerprint()
    for method in (client.get, client.post):
        response = method("/account/by-invitation/", {"email": "eve@x.example", "password1": PASSWORD})
        assert response.templates[0].name == "account/signup_closed.html"
    assert fingerprint() == before


# Passwords


@pytest.mark.parametrize("password", ["short one", "password1234", "ploy@bridge.example"])
def test_a_weak_password_is_refused(ploy: User, password: str):
    with pytest.raises(ValidationError):
        validate_password(password, ploy)


def hashes(*passwords: str, digits: int = 40) -> str:
    found = sorted(hashlib.sha1(p.encode()).hexdigest().upper()[:digits] for p in passwords)
    return "".join(f"{line}:7\n" for line in found)


@pytest.mark.parametrize("digits", [40, 12])
def test_every_password_of_a_breach_is_found_in_the_file_and_no_other(tmp_path: Path, digits: int):
    known = [f"breached password {number}" for number in range(200)]
    path = tmp_path / "breached.txt"
    path.write_text(hashes(*known, digits=digits))
    validator = BreachedPasswordValidator(str(path))
    for password in known:
        with pytest.raises(ValidationError) as refusal:
            validator.validate(password)
        assert refusal.value.code == "password_breached"
    for number in range(200):
        validator.validate(f"fresh password {number}")


def test_an_empty_file_and_no_file_refuse_nothing(tmp_path: Path):
    (tmp_path / "empty").write_text("")
    BreachedPasswordValidator(str(tmp_path / "empty")).validate("anything at all")
    BreachedPasswordValidator("").validate("anything at all")


def test_a_file_that_is_not_there_is_said_at_the_start(tmp_path: Path):
    with pytest.raises(ImproperlyConfigured):
        BreachedPasswordValidator(str(tmp_path / "missing"))


def test_a_known_address_gets_a_reset_link_and_an_unknown_one_the_same_page(ploy: User, client: Client):
    answers = [
        client.post("/account/password/reset/", {"email": email}) for email in (ploy.email, "no@x.example")
    ]
    wait_for_mail()
    assert {(a.status_code, a.headers["Location"]) for a in answers} == {
        (302, "/account/password/reset/sent/")
    }
    assert [letter.to for letter in mail.outbox] == [[ploy.email]]


def test_the_reset_link_sets_a_password_once_and_ends_other_sessions(ploy: User, client: Client):
    elsewhere = Client()
    sign_in(elsewhere, ploy.email)
    client.post("/account/password/reset/", {"email": ploy.email})
    wait_for_mail()
    link = re.search(r"http://testserver(/account/password/reset/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    new = {"password1": "thirteen ferries at dawn", "password2": "thirteen ferries at dawn"}
    client.post(form.redirect_chain[-1][0], new)
    ploy.refresh_from_db()
    assert ploy.check_password("thirteen ferries at dawn")
    assert elsewhere.get("/w/bridge/settings/").status_code == 302
    assert "This link no longer works" in Client().get(link, follow=True).content.decode()


def test_a_change_of_password_is_told_by_mail(ploy: User, client: Client):
    sign_in(client, ploy.email)
    typed = {
        "oldpassword": PASSWORD,
        "password1": "thirteen ferries at dawn",
        "password2": "thirteen ferries at dawn",
    }
    client.post("/account/password/", typed)
    wait_for_mail()
    assert [letter.to for letter in mail.outbox] == [[ploy.email]]


# The second step


def with_app(user: User, client: Client) -> str:
    """Turn one-time codes on through the page; returns the secret."""
    sign_in(client, user.email)
    confirm(client)
    client.get("/account/second-step/app/add/")
    secret = client.session["mfa.totp.secret"]
    client.post("/account/second-step/app/add/", {"code": code_of(secret)})
    return secret


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return f"{hotp_value(secret, counter):06d}"


def test_after_the_password_a_code_is_asked_for(ploy: User, client: Client):
    secret = with_app(ploy, client)
    cache.clear()  # a code that was used to turn the app on would not count again
    other = Client()
    assert sign_in(other, ploy.email).headers["Location"].startswith("/account/second-step/sign-in/")
    assert not is_in(other)
    other.post("/account/second-step/sign-in/", {"code": code_of(secret)})
    assert is_in(other)


def test_a_code_counts_once(ploy: User, client: Client):
    secret = with_app(ploy, client)
    cache.clear()
    code = code_of(secret)
    for expected in (True, False):
        browser = Client()
        sign_in(browser, ploy.email)
        browser.post("/account/second-step/sign-in/", {"code": code})
        assert is_in(browser) is expected


def test_the_secret_of_the_app_is_not_readable_in_the_database(ploy: User, client: Client):
    secret = with_app(ploy, client)
    stored = Authenticator.objects.get(user=ploy, type=Authenticator.Type.TOTP)
    assert secret not in json.dumps(stored.data)


def test_recovery_codes_let_in_once_each(ploy: User, client: Client):
    with_app(ploy, client)
    page = client.get("/account/second-step/codes/")
    code = page.context["unused_codes"][0]
    for expected in (True, False):
        browser = Client()
        sign_in(browser, ploy.email)
        browser.post("/account/second-step/sign-in/", {"code": code})
        assert is_in(browser) is expected


def test_changing_how_one_signs_in_asks_for_the_password_again(ploy: User, client: Client):
    sign_in(client, ploy.email)
    for address in ("/account/second-step/app/add/", "/account/passkeys/add/"):
        assert client.get(address).headers["Location"].startswith("/account/confirm/")
    before = fingerprint()
    client.post("/account/confirm/", {"password": "not the right one"})
    assert client.get("/account/passkeys/add/").status_code == 302
    assert fingerprint() == before
    confirm(client)
    assert client.get("/account/passkeys/add/").status_code == 200


# Sessions


def test_an_idle_session_ends(ploy: User, client: Client):
    with clock.at(NOON):
        sign_in(client, ploy.email)
    with clock.at(NOON + 72 * HOUR - 1):
        assert client.get("/w/bridge/settings/").status_code == 200
    with clock.at(NOON + 2 * 72 * HOUR):
        assert client.get("/w/bridge/settings/").headers["Location"].startswith(SIGN_IN)
    assert not is_in(client)


def test_a_session_ends_after_fourteen_days_however_busy(ploy: User, client: Client):
    with clock.at(NOON):
        sign_in(client, ploy.email)
    for day in range(14):
        with clock.at(NOON + day * DAY + HOUR):
            assert client.get("/w/bridge/settings/").status_code == 200
    with clock.at(NOON + 14 * DAY):
        assert client.get("/w/bridge/settings/").headers["Location"].startswith(SIGN_IN)


def test_under_htmx_an_ended_session_leads_the_whole_page_to_sign_in(ploy: User, client: Client):
    with clock.at(NOON):
        sign_in(client, ploy.email)
    with clock.at(NOON + 15 * DAY):
        response = client.get("/w/bridge/settings/", headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"] == SIGN_IN


def test_most_requests_write_nothing_about_the_session(ploy: User, client: Client, django_assert_num_queries):
    with clock.at(NOON):
        sign_in(client, ploy.email)
    with clock.at(NOON + 60 * 1_000_000):
        before = fingerprint(), list(UserSession.objects.values())
        client.get("/w/bridge/settings/")
        assert (fingerprint(), list(UserSession.objects.values())) == before


def test_a_person_sees_their_sessions_and_ends_the_others(ploy: User, client: Client):
    elsewhere = Client()
    sign_in(elsewhere, ploy.email)
    sign_in(client, ploy.email)
    assert client.get("/account/sessions/").context["session_count"] == 2
    client.post("/account/sessions/")
    assert elsewhere.get("/w/bridge/settings/").status_code == 302
    assert client.get("/w/bridge/settings/").status_code == 200


def test_signing_out_takes_a_post(ploy: User, client: Client):
    sign_in(client, ploy.email)
    client.get("/account/sign-out/")
    assert is_in(client)
    client.post("/account/sign-out/")
    assert not is_in(client)


# Invitations


def test_who_is_invited_chooses_a_password_and_is_in(may: Member, client: Client):
    with clock.at(NOON):
        address = f"/invitation/{token_for(may, NOON)}/"
        assert client.get(address).status_code == 200
        response = client.post(address, {"name": "May", "password": "thirteen ferries at dawn"})
        assert response.headers["Location"] == "/w/bridge/clients/"
        assert client.get("/w/bridge/settings/").status_code == 200
    may.refresh_from_db()
    assert (may.status, may.user.email) == (MemberStatus.ACTIVE, "may@bridge.example")


def test_looking_at_an_invitation_changes_nothing(may: Member, client: Client):
    before = fingerprint()
    with clock.at(NOON):
        client.get(f"/invitation/{token_for(may, NOON)}/")
    assert fingerprint() == before


def test_a_weak_password_leaves_the_invitation_open(may: Member, client: Client):
    before = fingerprint()
    with clock.at(NOON):
        response = client.post(
            f"/invitation/{token_for(may, NOON)}/", {"name": "May", "password": "password1234"}
        )
    assert response.status_code == 422
    assert fingerprint() == before


def test_an_old_invitation_says_so(may: Member, client: Client):
    before = fingerprint()
    with clock.at(NOON + VALID_FOR + 1):
        response = client.post(
            f"/invitation/{token_for(may, NOON)}/", {"name": "May", "password": "thirteen ferries at dawn"}
        )
    assert (response.status_code, "expired" in response.content.decode()) == (422, True)
    assert fingerprint() == before


def test_who_has_a_sign_in_already_joins_with_it_alone(may: Member, ploy: User, client: Client):
    User.objects.create_user("may@bridge.example", "thirteen ferries at dawn", name="May")
    with clock.at(NOON):
        address = f"/invitation/{token_for(may, NOON)}/"
        before = fingerprint()
        assert client.post(address, {"name": "Eve", "password": "a password of Eve's own"}).status_code == 200
        sign_in(Client(), ploy.email)
        assert fingerprint()["Member"] == before["Member"]
        sign_in(client, "may@bridge.example", "thirteen ferries at dawn")
        assert client.post(address).headers["Location"] == "/w/bridge/clients/"


# Another provider


def vouched(email: str, *, verified: bool) -> SocialLogin:
    from allauth.account.models import EmailAddress

    return SocialLogin(
        user=User(email=email),
        account=SocialAccount(provider="work", uid="1"),
        email_addresses=[EmailAddress(email=email, verified=verified, primary=True)],
    )


@pytest.mark.parametrize(
    ("email", "verified"), [("ploy@bridge.example", False), ("eve@elsewhere.example", True)]
)
def test_a_provider_lets_no_new_person_in_and_no_unverified_address(ploy: User, rf, email, verified):
    from allauth.core.exceptions import ImmediateHttpResponse
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/")
    request.user = AnonymousUser()
    before = fingerprint()
    with pytest.raises(ImmediateHttpResponse):
        KnownPeopleOnlyAdapter().pre_social_login(request, vouched(email, verified=verified))
    assert fingerprint() == before
    assert not SocialAccount.objects.exists()


# The rest of the entrance


def test_health_says_ok_and_nothing_else(db: None, client: Client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/health")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_health_says_when_the_database_is_gone(db: None, client: Client, monkeypatch: pytest.MonkeyPatch):
    from saphan.web.entrance import health

    class Gone:
        def cursor(self):
            raise DatabaseError("password=secret")

    monkeypatch.setattr(health, "connection", Gone())
    response = client.get("/health")
    assert (response.status_code, response.json()) == (503, {"status": "database unavailable"})


def test_a_visitor_switches_the_language_with_a_cookie(db: None, client: Client):
    client.post("/language/", {"language": "zh-hans"})
    assert client.get(SIGN_IN).headers["Content-Language"] == "zh-hans"


def test_a_person_keeps_the_language_they_chose(ploy: User, client: Client):
    sign_in(client, ploy.email)
    response = client.post(
        "/language/", {"language": "th"}, headers={"Referer": "http://testserver/w/bridge/settings/"}
    )
    assert response.headers["Location"] == "http://testserver/w/bridge/settings/"
    ploy.refresh_from_db()
    assert ploy.language == "th"


def test_a_switch_leads_to_no_other_site(ploy: User, client: Client):
    sign_in(client, ploy.email)
    response = client.post("/theme/", {"theme": "dark"}, headers={"Referer": "https://elsewhere.example/"})
    assert response.headers["Location"] == "/"
    ploy.refresh_from_db()
    assert ploy.theme == "dark"


def test_a_language_nobody_speaks_changes_nothing(ploy: User, client: Client):
    sign_in(client, ploy.email)
    before = fingerprint()
    client.post("/language/", {"language": "xx"})
    assert fingerprint() == before


@pytest.mark.usefixtures("story")
def test_a_person_without_workspace_is_told_whom_to_ask(client: Client):
    client.force_login(User.objects.create_user("alone@x.example", PASSWORD))
    response = client.get("/")
    assert (response.status_code, "alone@x.example" in response.content.decode()) == (200, True)


@pytest.mark.parametrize("address", [SIGN_IN, *("/account/" + page for page in PAGES)])
@pytest.mark.parametrize("language", ["en", "zh-hans", "th"])
def test_no_page_of_the_entrance_runs_inline_script_or_style(ploy: User, client: Client, address, language):
    ploy.language = language
    ploy.save()
    if address != SIGN_IN:
        sign_in(client, ploy.email)
        confirm(client)
    else:
        client.post("/language/", {"language": language})
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert response.headers["Content-Language"] == language
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    assert not re.search(r"\sstyle=|<style|\son\w+=", page)
    assert all(
        'src="' in tag or 'type="application/json"' in tag for tag in re.findall(r"<script[^>]*>", page)
    )
