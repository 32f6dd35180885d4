"""Signing in through another provider, as an operator sets it up: the whole dance with a real one on loopback."""

from __future__ import annotations

import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.cli.conftest import _saphan, environment
from tests.cli.test_serving import answers, free_port
from tests.services import provider as providers
from tests.services.provider import Provider

PLOY = {"sub": "p-1", "email": "Ploy@tea.example", "email_verified": True, "name": "Ploy"}
BUTTON = re.compile(r'action="(/account/oidc/[^"]+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class House:
    """A running product that trusts `provider`."""

    address: str
    home: Path
    provider: Provider

    def people(self) -> list[tuple[object, ...]]:
        """Who may sign in, and which accounts elsewhere belong to them."""
        with sqlite3.connect(self.home / "saphan.sqlite3") as tables:
            users = tables.execute("SELECT id, email, is_active, last_login FROM workspace_user").fetchall()
            linked = tables.execute(
                "SELECT user_id, provider, uid FROM socialaccount_socialaccount"
            ).fetchall()
        return [*users, *linked]

    def press(self, visitor: requests.Session) -> requests.Response:
        """Press the button of the provider."""
        page = visitor.get(f"{self.address}/account/sign-in/").text
        assert "Siam ID" in page
        form = {"csrfmiddlewaretoken": TOKEN.search(page)[1]}  # type: ignore[index]
        return visitor.post(self.address + BUTTON.search(page)[1], form, allow_redirects=False)  # type: ignore[index]

    def to_provider(self, visitor: requests.Session) -> str:
        """Where the button leads."""
        return self.press(visitor).headers["Location"]

    def sign_in(self, visitor: requests.Session, person: dict[str, object]) -> requests.Response:
        self.provider.person = person
        return visitor.get(self.to_provider(visitor))

    def is_in(self, visitor: requests.Session) -> bool:
        return visitor.get(f"{self.address}/w/tea/clients/", allow_redirects=False).status_code == 200


@pytest.fixture(scope="module")
def house(empty_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    home = shutil.copytree(empty_home, tmp_path_factory.mktemp("oidc") / "home")
    made = _saphan(
        home, "user", "create", "ploy@tea.example", "--name", "Ploy", "--role", "ae", "--workspace", "tea",
        "--password-stdin", stdin="seven bridges over the river",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with providers.running(f"{address}/account/oidc/work/login/callback/") as provider:
        variables = {
            **environment(home),
            "SAPHAN_OIDC_NAME": "Siam ID",
            "SAPHAN_OIDC_SERVER": provider.address,
            "SAPHAN_OIDC_CLIENT_ID": providers.CLIENT_ID,
            "SAPHAN_OIDC_SECRET": providers.SECRET,
        }
        command = [sys.executable, "-m", "saphan", "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL)
        try:
            assert answers(f"{address}/health")
            yield House(address, home, provider)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


def test_a_known_person_comes_in_and_comes_in_again(house: House) -> None:
    asked = parse_qs(urlsplit(house.to_provider(requests.Session())).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    for _time in ("first", "again"):
        house.provider.asked.clear()
        visitor = requests.Session()
        assert house.sign_in(visitor, PLOY).url == f"{house.address}/w/tea/clients/"
        assert house.is_in(visitor)
        assert {"/.well-known/openid-configuration", "/authorize", "/token", "/person"} <= set(
            house.provider.asked
        )
    assert [row[1:] for row in house.people() if "work" in row] == [("work", "p-1")]


def test_who_is_not_known_here_is_refused_and_learns_nothing(house: House) -> None:
    before, pages = house.people(), set()
    for person in (
        {"sub": "e-1", "email": "eve@elsewhere.example", "email_verified": True},
        {"sub": "e-2", "email": "ploy@tea.example", "email_verified": False},
        {"sub": "e-3", "email": "ploy@tea.example", "email_verified": "false"},
        {"sub": "e-4", "email": "ploy@tea.example"},
        {"sub": "e-5"},
    ):
        visitor = requests.Session()
        page = house.sign_in(visitor, person)
        assert not house.is_in(visitor)
        pages.add(
            (
                page.status_code,
                re.sub(r'(csrf-token" content|csrfmiddlewaretoken" value)="[^"]*"', "", page.text),
            )
        )
    assert len(pages) == 1
    assert "By invitation only" in pages.pop()[1]
    assert house.people() == before


def test_an_answer_of_the_provider_is_worth_nothing_in_another_browser(house: House) -> None:
    house.provider.person = PLOY
    ploy, eve = requests.Session(), requests.Session()
    asked = house.to_provider(ploy)
    back = ploy.get(asked, allow_redirects=False).headers["Location"]
    house.to_provider(eve)
    assert "did not let you in" in eve.get(back).text
    assert not house.is_in(eve)


def test_a_provider_that_refuses_or_is_down_leaves_the_password(house: House) -> None:
    visitor = requests.Session()
    state = parse_qs(urlsplit(house.to_provider(visitor)).query)["state"][0]
    page = visitor.get(f"{house.provider.back}?error=access_denied&state={state}")
    assert (page.status_code, "did not let you in" in page.text) == (200, True)
    house.provider.is_down = True
    page = house.press(visitor)
    assert (page.status_code, "did not let you in" in page.text) == (503, True)
    house.provider.is_down = False
