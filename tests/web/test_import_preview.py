"""What stands beside the columns of an import, and what is asked once about all of its rows."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.test import Client

from saphan.exchange.engine import apply
from saphan.exchange.models import ImportMemory, ImportRun
from saphan.exchange.runs import start_run
from saphan.pipeline.models import Opportunity
from tests.doors.matrix import fingerprint
from tests.story import Story

FILE = """Deal Name,Account Name,Amount,Currency code,Close Date,Stage,Owner
Autumn tea launch,青屿茶饮,860000.50,CNY,30/06/2569,Qualify,Nobody Known
Late one,青屿茶饮,dear,CNY,soon,Perception Analysis,Nobody Known
"""


@pytest.fixture
def run(story: Story) -> ImportRun:
    return start_run(story.olan, "opportunities", "deals.csv", io.BytesIO(FILE.encode()))


def page(story: Story, client: Client, run: ImportRun) -> str:
    client.force_login(story.olan.member.user)
    return client.get(f"/w/bridge/import/{run.code}/columns/").content.decode()


def ask(client: Client, run: ImportRun, **sent: str) -> str:
    return client.post(f"/w/bridge/import/{run.code}/preview/", sent).content.decode()


def test_the_first_row_stands_there_as_it_would_come_in(story: Story, client: Client, run: ImportRun) -> None:
    html = page(story, client, run)
    assert "Preview, line 2" in html
    assert "¥860,000.50" in html
    assert "30 Jun 2026" in html
    assert html.count("Buddhist year read as 2026") == 1  # beside the column of dates


def test_what_is_open_is_counted_before_anything_is_saved(
    story: Story, client: Client, run: ImportRun
) -> None:
    html = page(story, client, run)
    assert "1 unknown name: Owner" in html
    assert "“Nobody Known”, in 2 rows" in html
    assert "1 stage to confirm" in html
    assert "1 date we cannot read" in html


def test_a_cell_that_cannot_be_read_says_why(story: Story, client: Client, run: ImportRun) -> None:
    client.force_login(story.olan.member.user)
    html = ask(client, run, place="2", **{"column-0": "name", "column-2": "amount", "column-5": "stage"})
    assert "Late one" in html
    assert "“dear” cannot be read as an amount" in html


def test_choosing_another_column_shows_it_and_keeps_nothing(
    story: Story, client: Client, run: ImportRun
) -> None:
    client.force_login(story.olan.member.user)
    before, remembered = fingerprint(), ImportMemory.objects.count()
    html = ask(client, run, place="1", **{"column-1": "name", "column-5": "stage"})
    assert "青屿茶饮" in html
    assert "Autumn tea launch" not in html
    assert (fingerprint(), ImportMemory.objects.count()) == (before, remembered)


def test_a_missing_field_is_named_instead_of_a_row(story: Story, client: Client, run: ImportRun) -> None:
    client.force_login(story.olan.member.user)
    html = ask(client, run, place="1", **{"column-0": "name"})
    assert "circle-alert" in html
    assert "Preview, line" not in html


def test_beyond_the_last_row_the_last_one_stays(story: Story, client: Client, run: ImportRun) -> None:
    client.force_login(story.olan.member.user)
    html = ask(client, run, place="99999999999", **{"column-0": "name", "column-5": "stage"})
    assert "Autumn tea launch" in html  # a number that is none asks for the first
    html = ask(client, run, place="40", **{"column-0": "name", "column-5": "stage"})
    assert "Late one" in html


def test_the_mapping_can_be_taken_along_to_the_command_line(
    story: Story, client: Client, run: ImportRun, tmp_path: Path
) -> None:
    from saphan.exchange.mapping import read_mapping

    client.force_login(story.olan.member.user)
    answer = client.get(f"/w/bridge/import/{run.code}/mapping.json")
    file = tmp_path / "mapping.json"
    file.write_bytes(answer.content)
    assert read_mapping(file).as_dict() == json.loads(answer.content) == run.mapping


def test_unknown_names_are_created_or_left_empty_at_a_word(story: Story, client: Client) -> None:
    file = "Deal Name,Stage,Company,Owner\nA,Qualify,Acme,Ghost\nB,Qualify,Acme,Ghost\nC,Qualify,Zeta,Ghost\n"
    run = start_run(story.olan, "opportunities", "deals.csv", io.BytesIO(file.encode()))
    client.force_login(story.olan.member.user)
    html = client.get(f"/w/bridge/import/{run.code}/questions/").content.decode()
    assert "Create all 2" in html
    client.post(f"/w/bridge/import/{run.code}/questions/", {"create": "account", "empty-owner:Ghost": "1"})
    run.refresh_from_db()
    done = apply(run, story.olan)
    assert (done.created, done.bad) == (3, 0)
    deals = Opportunity.objects.filter(name__in=["A", "B", "C"]).order_by("name")
    assert [(deal.account and deal.account.name, deal.owner) for deal in deals] == [
        ("Acme", None), ("Acme", None), ("Zeta", None),
    ]  # fmt: skip
