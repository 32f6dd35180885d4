"""Installations of their own for commands that run as they do for an operator."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import saphan as saphan_package

Run = Callable[..., subprocess.CompletedProcess[str]]
# These start processes of their own on SQLite; a second round on another engine would say nothing new.
collect_ignore_glob = ["test_*.py"] if os.environ.get("DATABASE_URL") else []


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose tables are laid, to be copied by tests that write."""
    home = tmp_path_factory.mktemp("home")
    created = _saphan(home, "workspace", "create", "tea", "--name", "Siam Tea", "--owner", "olan@tea.example")
    assert created.returncode == 0, created.stderr
    return home


@pytest.fixture
def home(empty_home: Path, tmp_path: Path) -> Path:
    """A home with the workspace `tea` and its owner Olan."""
    return shutil.copytree(empty_home, tmp_path / "home")


@pytest.fixture
def saphan(home: Path) -> Run:
    """Run one command in this home."""
    return lambda *arguments, **options: _saphan(home, *arguments, **options)


def environment(home: Path) -> dict[str, str]:
    """The installation of a test, on the code that is being tested."""
    code = str(Path(saphan_package.__file__).parents[1])
    own = {"SAPHAN_HOME": str(home), "DATABASE_URL": "", "LC_ALL": "C.UTF-8", "PYTHONPATH": code}
    return {**os.environ, **own}


def _saphan(home: Path, *arguments: str, stdin: str = "", **extra: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "saphan", *arguments]
    variables = {**environment(home), **extra}
    return subprocess.run(
        command, env=variables, input=stdin, text=True, capture_output=True, timeout=120, check=False
    )
