"""A program brings a table in as a person does: file, columns, questions, trial, import, and back again."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from saphan.clients.models import Account
from saphan.pipeline.models import Opportunity
from tests.api.caller import ROOT, Caller, program_of
from tests.story import Story

pytestmark = pytest.mark.django_db
CLIENTS = "Company,Town\nSiam Tea,Trat\n=Lotus Silk,Bangkok\n"
DEALS = "Deal,Company,Stage,Amount\nSpring,Nobody Ltd,Diagnose,100\nAutumn,Nobody Ltd,Nowhere,200\n"


@pytest.fixture
def program(story: Story) -> Caller:
    return program_of(story.olan)


def send(program: Caller, kind: str, text: str, name: str = "table.csv") -> Any:
    file = SimpleUploadedFile(name, text.encode())
    headers = {"Authorization": f"Bearer {program.secret}"}
    return Client().post(f"{ROOT}/imports", {"kind": kind, "file": file}, headers=headers)


def mapped(program: Caller, kind: str, text: str, **mapping: Any) -> str:
    code = str(send(program, kind, text).json()["code"])
    answer = program.put(f"/imports/{code}/mapping", mapping)
    assert answer.status_code == 200, answer.json()
    return code


def test_columns_are_proposed_with_how_sure_we_are(program: Caller) -> None:
    made = send(program, "accounts", CLIENTS)
    assert (made.status_code, made.json()["state"], made.json()["total_rows"]) == (201, "ready", 2)
    columns = program.get(f"/imports/{made.json()['code']}/columns").json()
    assert [(each["title"], each["samples"]) for each in columns] == [
        ("Company", ["Siam Tea", "=Lotus Silk"]), ("Town", ["Trat", "Bangkok"]),
    ]  # fmt: skip
    assert columns[0]["field"] == "name"


def test_a_trial_says_what_would_happen_and_saves_nothing(program: Caller) -> None:
    code = mapped(program, "accounts", CLIENTS, columns={"Company": "name", "Town": "city"})
    before = Account.objects.count()
    assert program.post(f"/imports/{code}/trial").status_code == 202
    result = program.get(f"/imports/{code}/trial").json()["result"]
    assert (result["created"], result["bad"], Account.objects.count()) == (2, 0, before)


def test_an_import_comes_in_and_goes_back_as_a_whole(program: Caller) -> None:
    code = mapped(program, "accounts", CLIENTS, columns={"Company": "name", "Town": "city"})
    assert program.post(f"/imports/{code}/start").status_code == 202
    done = program.get(f"/imports/{code}").json()
    assert (done["state"], done["created"], done["bad"]) == ("done", 2, 0)
    assert Account.objects.filter(removed_at=None, city="Trat").count() == 1
    assert program.post(f"/imports/{code}/undo").status_code == 202
    assert program.get(f"/imports/{code}").json()["state"] == "undone"
    assert not Account.objects.filter(removed_at=None, city="Trat").exists()


def test_what_is_unknown_is_asked_once_and_rows_left_open_come_back_with_the_reason(program: Caller) -> None:
    columns = {"Deal": "name", "Company": "account", "Stage": "stage", "Amount": "amount"}
    code = mapped(program, "opportunities", DEALS, columns=columns, answers={"account": {"Nobody Ltd": ""}})
    asked = program.get(f"/imports/{code}/questions").json()
    assert [(each["kind"], each["text"], each["rows"]) for each in asked] == [("stage", "Nowhere", 1)]
    program.post(f"/imports/{code}/start")
    assert Opportunity.objects.filter(name="Spring").count() == 1
    answer = program.get(f"/imports/{code}/bad-rows")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1].startswith("3,Autumn,Nobody Ltd,Nowhere,200,stage,")


@pytest.mark.parametrize(
    ("mapping", "code", "field"),
    [
        ({"columns": {"Town": "city"}}, "mapping.field_missing", "name"),
        ({"columns": {"Company": "name", "Nothing": "city"}}, "mapping.column_unknown", "Nothing"),
        ({"columns": {"Company": "name", "Town": "moon"}}, "mapping.field_unknown", "moon"),
    ],
)
def test_a_mapping_that_cannot_work_is_refused(program: Caller, mapping: Any, code: str, field: str) -> None:
    made = send(program, "accounts", CLIENTS).json()["code"]
    refused = program.put(f"/imports/{made}/mapping", mapping)
    assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (422, code, field)


def test_what_is_done_is_not_started_again(program: Caller) -> None:
    code = mapped(program, "accounts", CLIENTS, columns={"Company": "name"})
    program.post(f"/imports/{code}/start")
    assert program.post(f"/imports/{code}/start").json()["code"] == "import.not_ready"


def test_whoever_may_not_import_learns_nothing_of_imports(story: Story, program: Caller) -> None:
    code = send(program, "accounts", CLIENTS).json()["code"]
    reader = program_of(story.ploy)
    assert {reader.get(path).status_code for path in ("/imports", f"/imports/{code}", "/imports/X-99")} == {
        403
    }


def test_a_list_leaves_as_a_file_narrowed_like_the_list(program: Caller) -> None:
    code = mapped(program, "accounts", CLIENTS, columns={"Company": "name", "Town": "city"})
    program.post(f"/imports/{code}/start")
    answer = program.get("/exports/accounts.csv", {"columns": "name,city", "filter[text]": "lotus"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text == "name,city\r\n'=Lotus Silk,Bangkok\r\n"
    assert 'filename="accounts.csv"' in answer.headers["Content-Disposition"]


def test_an_export_refuses_what_the_list_does_not_have(program: Caller) -> None:
    assert program.get("/exports/accounts.csv", {"columns": "moon"}).json()["code"] == "export.unknown_column"
    assert program.get("/exports/accounts.csv", {"limit": "5"}).json()["code"] == "request.unknown_parameter"
    assert program.get("/exports/accounts.csv", {"filter[moon]": "1"}).json()["code"] == "list.unknown_filter"
    assert program.get("/exports/accounts.pdf").status_code == 422
