"""Tables in, lists out, and programs let in, as an operator does it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

TEA = ("--workspace", "tea")
CLIENTS = "name,city\nSiam Tea House,Trat\n=Lotus Silk,Bangkok\n"


def test_what_came_in_leaves_as_it_was(saphan: Run, tmp_path: Path) -> None:
    (tmp_path / "clients.csv").write_text(CLIENTS)
    assert saphan("import", "accounts", str(tmp_path / "clients.csv"), *TEA).returncode == 0
    file = tmp_path / "out.csv"
    done = saphan("export", "accounts", str(file), *TEA, "--columns", "name,city", "--sort", "name", "--json")
    assert done.returncode == 0, done.stderr
    assert (
        file.read_bytes().decode("utf-8-sig")
        == "name,city\r\n'=Lotus Silk,Bangkok\r\nSiam Tea House,Trat\r\n"
    )
    assert json.loads(done.stdout)["bytes"] == file.stat().st_size


def test_an_export_replaces_no_file_and_knows_its_formats(saphan: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("precious")
    kept = saphan("export", "accounts", str(tmp_path / "mine.csv"), *TEA, "--json")
    odd = saphan("export", "accounts", str(tmp_path / "list.pdf"), *TEA, "--json")
    assert [json.loads(each.stderr)["error"]["code"] for each in (kept, odd)] == [
        "file.exists",
        "export.unknown_format",
    ]
    assert (tmp_path / "mine.csv").read_text() == "precious"


def test_an_import_is_taken_back_by_its_code(saphan: Run, tmp_path: Path) -> None:
    (tmp_path / "clients.csv").write_text(CLIENTS)
    brought = saphan("import", "accounts", str(tmp_path / "clients.csv"), *TEA, "--json")
    undone = saphan("undo-import", json.loads(brought.stdout)["import"], *TEA, "--json")
    assert json.loads(undone.stdout)["state"] == "undone"
    assert json.loads(saphan("list", "accounts", *TEA, "--json").stdout)["rows"] == []


def test_a_token_is_made_once_and_revoked_by_its_code(saphan: Run) -> None:
    made = json.loads(saphan("token", "create", "Nightly", "--scope", "read", *TEA, "--json").stdout)
    assert made["secret"].startswith("sph_")
    assert saphan("token", "revoke", made["token"], *TEA).returncode == 0
    again = saphan("token", "revoke", made["token"], *TEA, "--json")
    assert (again.returncode, json.loads(again.stderr)["error"]["code"]) == (2, "token.unknown")
