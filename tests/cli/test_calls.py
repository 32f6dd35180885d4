"""Commands as programs call them: shapes, exit codes, one sentence when something is wrong."""

from __future__ import annotations

import json

from tests.cli.conftest import Run

KPI = ("kpi", "win_rate", "--workspace", "tea", "--from", "2026-01-01", "--to", "2026-04-01", "--json")


def test_an_undefined_figure_is_an_answer_and_not_an_error(saphan: Run) -> None:
    done = saphan(*KPI)
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert (answer["value"], answer["reason"], answer["n"]) == (None, "no_denominator", 0)
    assert {"metric", "version", "params", "value", "reason", "n", "interval", "groups", "rows"} <= set(
        answer
    )
    assert answer["period"] == {"start": "2026-01-01", "end": "2026-04-01", "name": "2026-Q1"}


def test_an_unknown_measure_is_a_wrong_call(saphan: Run) -> None:
    done = saphan("kpi", "happiness", *KPI[2:])
    assert (done.returncode, done.stdout) == (2, "")
    assert json.loads(done.stderr)["error"]["code"] == "kpi.unknown"


def test_an_unknown_workspace_is_named_together_with_those_there_are(saphan: Run) -> None:
    done = saphan("list", "accounts", "--workspace", "coffee")
    assert done.returncode == 2
    assert done.stderr.strip() == "There is no workspace “coffee”. There are: tea."


def test_a_missing_argument_is_a_wrong_call(saphan: Run) -> None:
    assert saphan("kpi", "win_rate").returncode == 2


def test_a_person_without_password_gets_a_link(saphan: Run) -> None:
    done = saphan(
        "user", "create", "ploy@tea.example", "--workspace", "tea", "--name", "Ploy", "--role", "ae", "--json"
    )
    answer = json.loads(done.stdout)
    assert answer["member"] == "M-2"
    assert answer["invitation"].startswith("http://localhost:8000/invitation/")


def test_a_person_with_a_password_signs_in_at_once(saphan: Run) -> None:
    ploy = ("user", "create", "ploy@tea.example", "--workspace", "tea", "--name", "Ploy", "--role", "ae")
    weak = saphan(*ploy, "--password-stdin", stdin="12345\n")
    good = saphan(*ploy, "--password-stdin", stdin="seven bridges over the river\n")
    assert (weak.returncode, good.returncode) == (2, 0)
    members = json.loads(saphan("list", "members", "--workspace", "tea", "--json").stdout)["rows"]
    assert [(member["email"], member["status"]) for member in members] == [
        ("olan@tea.example", "active"), ("ploy@tea.example", "active"),
    ]  # fmt: skip


def test_a_reader_named_by_as_may_not_import(saphan: Run, tmp_path: object) -> None:
    saphan("user", "create", "rit@tea.example", "--workspace", "tea", "--name", "Rit", "--role", "reader",
           "--password-stdin", stdin="seven bridges over the river\n")  # fmt: skip
    table = f"{tmp_path}/clients.csv"
    with open(table, "w") as file:  # noqa: PTH123
        file.write("Account Name,City\nHarbour Foods,Bangkok\n")
    refused = saphan("import", "accounts", table, "--workspace", "tea", "--as", "rit@tea.example")
    done = saphan("import", "accounts", table, "--workspace", "tea", "--json")
    rows = json.loads(saphan("list", "accounts", "--workspace", "tea", "--json").stdout)["rows"]
    assert refused.returncode == 2
    assert json.loads(done.stdout)["created"] == 1
    assert [row["name"] for row in rows] == ["Harbour Foods"]


def test_a_sound_installation_passes_its_check(saphan: Run) -> None:
    done = saphan("check", "--json")
    assert (done.returncode, json.loads(done.stdout)["sound"]) == (0, True)


def test_work_that_is_due_is_done_once(saphan: Run) -> None:
    saphan("user", "create", "ploy@tea.example", "--workspace", "tea", "--name", "Ploy", "--role", "ae")
    first, second = (json.loads(saphan("worker", "--once", "--json").stdout) for _ in range(2))
    assert (first["messages"], second["messages"]) == (1, 0)
