"""What the set-up decides: what to do again, and what uv must be told of pip's settings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def set_up(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "bin"))
    import setup_env

    return setup_env


def test_a_changed_lock_and_nothing_else_asks_for_new_packages(set_up):
    done = {"packages": "a", "project": "b", "sources": "c"}
    assert set_up.changed({**done, "packages": "x"}, done) == {"packages"}


def test_a_first_start_asks_for_everything(set_up):
    assert set_up.changed({"packages": "a", "level": "run"}, {}) == {"packages", "level"}


def test_a_fingerprint_changes_with_a_byte_and_with_a_name(set_up, tmp_path, monkeypatch):
    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    first, second = tmp_path / "a.css", tmp_path / "b.css"
    first.write_text("x")
    before = set_up.fingerprint([first])
    first.write_text("y")
    changed = set_up.fingerprint([first])
    first.rename(second)
    assert len({before, changed, set_up.fingerprint([second])}) == 3


def test_what_a_build_leaves_behind_is_no_source(set_up, tmp_path):
    for name in ("board/index.ts", "node_modules/x/y.js", "__pycache__/z.pyc"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("")
    assert [path.name for path in set_up.files_under(tmp_path)] == ["index.ts"]


def test_bytecode_is_kept_beside_the_packages_even_where_none_may_lie_beside_sources(set_up, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    given = set_up.environment()
    assert "PYTHONDONTWRITEBYTECODE" not in given
    assert given["PYTHONPYCACHEPREFIX"] == str(set_up.VENV / "bytecode")


def test_uv_asks_the_index_that_pip_was_told_of(set_up, monkeypatch):
    listing = ":env:.disable-pip-version-check='1'\nglobal.index-url='https://mirror.example/simple'\n"
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: subprocess.CompletedProcess(a, 0, stdout=listing))
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.delenv("UV_INDEX_URL", raising=False)
    assert set_up.index_settings() == {"UV_DEFAULT_INDEX": "https://mirror.example/simple"}


def test_an_index_given_to_uv_itself_stays(set_up, monkeypatch):
    listing = "global.index-url='https://mirror.example/simple'\n"
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: subprocess.CompletedProcess(a, 0, stdout=listing))
    monkeypatch.setenv("UV_INDEX_URL", "https://other.example/simple")
    assert set_up.index_settings() == {}


def test_an_old_python_is_told_what_is_needed(set_up, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer"):
        set_up.require_python()


def test_a_python_without_venv_is_told_which_package_brings_it(set_up, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        set_up.require_python()


@pytest.mark.parametrize(
    "complaint",
    [
        "Could not find a version that satisfies the requirement uv==0.13.9 (from versions: none)",
        "npm error code ENOTFOUND",
        "Temporary failure in name resolution",
    ],
)
def test_a_machine_without_network_is_recognised(set_up, complaint):
    assert set_up.OFFLINE.search(complaint)
