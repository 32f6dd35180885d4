"""The locks name every package that the project asks for, and no address to fetch it from."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = ["uv", "build", "runtime", "dev"]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for(requirements: list[str]) -> set[str]:
    return {normal(re.match(r"[\w.-]+", requirement)[0]) for requirement in requirements}


def locked(name: str) -> dict[str, set[str]]:
    lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
    found = [re.match(r"([\w.-]+)==(\S+)", line) for line in lines]
    versions: dict[str, set[str]] = {}
    for match in filter(None, found):
        versions.setdefault(normal(match[1]), set()).add(match[2])
    return versions


def test_every_dependency_of_the_package_is_locked():
    assert asked_for(PROJECT["project"]["dependencies"]) - set(locked("runtime")) == set()


def test_every_tool_of_the_developers_is_locked():
    assert asked_for(PROJECT["dependency-groups"]["dev"]) - set(locked("dev")) == set()


def test_every_build_requirement_is_locked():
    assert asked_for(PROJECT["build-system"]["requires"]) - set(locked("build")) == set()


def test_developers_and_users_run_the_same_versions():
    developers = locked("dev")
    assert {name: developers.get(name) for name in locked("runtime")} == locked("runtime")


def test_a_package_needed_to_build_and_to_run_has_one_version():
    runtime = locked("runtime")
    both = {name: version for name, version in locked("build").items() if name in runtime}
    assert both == {name: runtime[name] for name in both}
    assert "babel" in both


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address(name):
    assert "://" not in (ROOT / "requirements" / f"{name}.txt").read_text()


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash(name):
    blocks = re.split(r"\n(?=\S)", (ROOT / "requirements" / f"{name}.txt").read_text().strip())
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_npm_lock_has_hashes_and_no_addresses():
    text = (ROOT / "frontend" / "package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    assert "://" not in text
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
