"""Every command with its arguments. Modules of commands import Django only when they run."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import TypeAlias

from saphan import __version__

Run: TypeAlias = Callable[[argparse.Namespace], int | None]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

# In the order in which an operator meets them.
GROUPS = (
    "demo", "workspace", "user", "tokens", "imports", "lists", "exports", "kpi", "pipeline", "changes", "forecast", "calls", "serve", "worker", "migrate", "backup", "restore",
    "check",
)  # fmt: skip


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    root = argparse.ArgumentParser(
        prog="saphan", description="Saphan, the working system of the account executive."
    )
    root.add_argument("--version", action="version", version=f"saphan {__version__}")
    commands = root.add_subparsers(metavar="COMMAND", required=True)
    for group in GROUPS:
        import_module(f"saphan.cli.{group}").add(commands)
    return root


def command(commands: Commands, name: str, run: Run, summary: str) -> argparse.ArgumentParser:
    """Add a command that understands what every command understands."""
    added = commands.add_parser(name, help=summary, description=summary)
    added.add_argument("--json", action="store_true", help="answer with JSON")
    added.add_argument(
        "--lang", default="", metavar="CODE", help="en, zh-hans or th; by default that of LANG"
    )
    added.set_defaults(run=run)
    return added


def in_workspace(added: argparse.ArgumentParser) -> None:
    """The arguments of commands that act or look within one workspace."""
    added.add_argument("--workspace", required=True, metavar="CODE", help="short name of the workspace")
    added.add_argument(
        "--as",
        dest="acting_as",
        default="",
        metavar="EMAIL",
        help="act as this member, by default the first owner",
    )


def name_and_value(text: str) -> tuple[str, str]:
    """`name=value` as a pair."""
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise argparse.ArgumentTypeError(f"“{text}” is not of the form name=value")
    return name, value


def password_option(added: argparse.ArgumentParser) -> None:
    added.add_argument(
        "--password-stdin", action="store_true", help="read the password from the first line of input"
    )
