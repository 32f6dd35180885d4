"""Pipeline, changes and forecast are one object each, whichever door it is asked for at."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from saphan.cli.main import main
from saphan.measures.facts import forget_all
from saphan.pipeline.actions import update_opportunity, win_opportunity
from tests.api.caller import program_of
from tests.measures.deals import LATER, lost, opened
from tests.story import Story, on

pytestmark = pytest.mark.django_db
Ask = Callable[..., dict[str, Any]]
DAY = "2026-05-31"
INSTANT = f"{DAY}T23:59:59.999999+07:00"  # what the other doors call the end of that day in Bangkok


@pytest.fixture(autouse=True)
def told(story: Story) -> None:
    """Two deals of April and one of May: one grew, one was won in May and entered in June, one was lost."""
    forget_all()
    first = opened(story, "2026-04-01", 100, name="First", expected_close_on=date(2026, 6, 30))
    late = opened(story, "2026-04-02", 50, name="Late", expected_close_on=date(2026, 5, 20))
    gone = opened(story, "2026-05-03", 70, name="Gone", expected_close_on=date(2026, 6, 1))
    with on("2026-05-10"):
        update_opportunity(first, actor=story.olan, changes={"amount_minor": 120_00}, reason="More rooms")
    lost(story, gone, "2026-05-25")
    with on("2026-06-10"):
        win_opportunity(late, actor=story.olan, won_on=date(2026, 5, 28))


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Ask:
    def ask(*arguments: str) -> dict[str, Any]:
        with on(LATER):
            assert main([*arguments, "--workspace", "bridge", "--json"]) == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return ask


def api(story: Story, path: str, **body: Any) -> dict[str, Any]:
    with on(LATER):
        program = program_of(story.olan)
        answer = program.post(path, body)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def page(story: Story, path: str, name: str = "told") -> dict[str, Any]:
    client = Client()
    client.force_login(story.olan.member.user)
    with on(LATER):
        answer = client.get(f"/w/bridge/{path}")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.context[name].as_json()
    return found


def same(*answers: dict[str, Any], apart_from: tuple[str, ...] = ("seq",)) -> None:
    first, *others = (
        {name: value for name, value in one.items() if name not in apart_from} for one in answers
    )
    for other in others:
        assert json.loads(json.dumps(other)) == json.loads(json.dumps(first))


@pytest.mark.parametrize("stood", [False, True])
def test_the_pipeline_at_an_instant(story: Story, cli: Ask, stood: bool) -> None:
    known = {"known_at": INSTANT} if stood else {}
    by_page = page(story, f"pipeline/table/?as_of={DAY}" + (f"&known_at={DAY}" if stood else ""))
    by_api = api(story, "/pipeline", as_of=INSTANT, **known)
    by_cli = cli("pipeline", "--as-of", DAY, *(["--stood"] if stood else []))
    assert by_page["minor"] == (170_00 if stood else 120_00)
    assert by_page["restated"]["difference"] == {"deals": -1, "minor": -50_00}
    same(by_page, by_api, by_cli)


def test_what_changed(story: Story, cli: Ask) -> None:
    by_page = page(story, f"pipeline/changes/?from=2026-05-01&to={DAY}&reading=stood")
    by_api = api(story, "/pipeline-changes", start="2026-05-01", end="2026-06-01", reading="stood", moves=0)
    by_cli = cli("changes", "--from", "2026-05-01", "--to", "2026-06-01", "--stood", "--moves", "0")
    assert (by_page["opening"]["minor"], by_page["closing"]["minor"]) == (150_00, 170_00)
    same(by_page, by_api, by_cli)


def test_the_forecast(story: Story, cli: Ask) -> None:
    by_page = page(story, "pipeline/forecast/", "forecast")
    by_api = api(story, "/forecast", period="this_quarter")
    by_cli = cli("forecast", "--period", "this_quarter")
    assert by_page["closed"] == 50_00
    same(by_page, by_api, by_cli)
