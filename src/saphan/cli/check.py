"""`saphan check`: whether this installation is sound, and `saphan check translations` for the catalogues."""

from __future__ import annotations

from argparse import Namespace

from saphan.cli.answering import answer
from saphan.cli.commands import Commands, command


def add(commands: Commands) -> None:
    added = command(commands, "check", run, "Look whether everything is sound.")
    added.add_argument("what", nargs="?", default="installation", choices=("installation", "translations"))


def run(options: Namespace) -> int:
    """0 when everything is sound, 1 when something is not."""
    if options.what == "translations":
        from saphan.cli.checks.translations import findings
    else:
        from saphan.cli.checks.installation import findings
    found = findings()
    data = {"sound": all(one.is_fine for one in found), "checks": [vars(one) for one in found]}
    answer(data, (one.line() for one in found))
    return 0 if data["sound"] else 1
