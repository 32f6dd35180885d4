"""The frame of the desk: one registry of commands behind keys, menus and the sheet."""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from saphan.administration.actions import set_keys
from saphan.web.desk.commands import COMMANDS, single_keys
from saphan.web.desk.registry import commands_for
from saphan.web.frame import AREAS
from saphan.web.offers import places
from tests.story import Story

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def browser_of(story: Story, name: str) -> Client:
    client = Client()
    client.force_login(story.cast[name].member.user)
    return client


def at(name: str, *arguments: str) -> str:
    return reverse(name, args=["bridge", *arguments])


def labels(response: object) -> list[str]:
    return [str(row["label"]) for group in response.context["groups"] for row in group["rows"]]  # type: ignore[attr-defined]


def test_no_two_commands_share_a_name_or_a_pair_of_keys() -> None:
    keys = [command.keys for command in COMMANDS if command.keys] + [f"G {area.key}" for area in AREAS]
    assert [name for name, count in Counter(command.key for command in COMMANDS).items() if count > 1] == []
    assert [pair for pair, count in Counter(keys).items() if count > 1] == []


def test_every_command_leads_to_a_page_that_exists() -> None:
    assert {command.route for command in COMMANDS if command.route} - places() == set()


def test_a_reader_is_offered_nothing_that_writes(story: Story) -> None:
    offered = {command.key for command in commands_for(story.rit)}
    assert {"palette", "go.clients"} <= offered
    assert not {"client.new", "deal.new", "go.importing"} & offered
    assert browser_of(story, "rit").get(at("clients:list")).context["additions"] == []


def test_the_sheet_shows_the_keys_a_person_chose(story: Story) -> None:
    set_keys(story.ploy.member, actor=story.ploy, moved={"L": "Y", "X": ""})
    page = browser_of(story, "ploy")
    sheet = page.get(at("desk:keys"))
    shown = {str(row["label"]): row["keys"] for group in sheet.context["groups"] for row in group["rows"]}
    assert shown["Log a call or a note"] == ["Y"]
    assert shown["New client"] == ["C", "O"]
    assert "Pick a row" not in shown
    assert page.get(at("desk:keys"), headers=HTMX).content.decode().lstrip().startswith("<dialog")


def test_keys_are_changed_in_settings_and_a_clash_is_said_at_the_field(story: Story) -> None:
    page = browser_of(story, "ploy")
    sent = {"single": "on"} | {key: key for key in single_keys()}
    refused = page.post(at("settings:keys"), {**sent, "L": "F"})
    assert refused.status_code == 422
    assert "L" in refused.context["form"].errors
    assert page.post(at("settings:keys"), {**sent, "L": "Y", "X": ""}).status_code == 303
    story.ploy.member.refresh_from_db()
    assert story.ploy.member.keys == {"moved": {"L": "Y", "X": ""}}


def test_two_keys_may_change_places(story: Story) -> None:
    sent = {"single": "on"} | {key: key for key in single_keys()}
    browser_of(story, "ploy").post(at("settings:keys"), {**sent, "L": "F", "F": "L"})
    story.ploy.member.refresh_from_db()
    assert story.ploy.member.keys == {"moved": {"L": "F", "F": "L"}}
