"""`saphan demo`: two example workspaces, filled once and served on this machine."""

from __future__ import annotations

from argparse import Namespace

from saphan.cli.answering import answer, progress
from saphan.cli.commands import Commands, command
from saphan.cli.opening import open_house
from saphan.cli.serve import refuse_open_door, refuse_taken, server_options, start


def add(commands: Commands) -> None:
    added = command(
        commands, "demo", run, "Fill two example workspaces, once, and serve them on this machine."
    )
    added.add_argument("--prepare-only", action="store_true", help="fill them, but do not serve")
    server_options(added)


def run(options: Namespace) -> None:
    if not options.prepare_only:
        refuse_open_door(options.host)
        refuse_taken(options.host, options.port)
    open_house()
    from saphan.cli.upgrading import collect_static, upgrade
    from saphan.demo import prepare

    upgrade()
    prepared = prepare(progress)
    collect_static()
    answer(prepared.as_data(), prepared.lines())
    if not options.prepare_only:
        start(options)
