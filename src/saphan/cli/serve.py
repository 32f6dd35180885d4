"""`saphan serve`: everything in one process, ready for people."""

from __future__ import annotations

import socket
from argparse import Namespace
from ipaddress import ip_address

from saphan.cli.answering import progress
from saphan.cli.commands import Commands, command
from saphan.cli.opening import open_house
from saphan.core.errors import RuleBroken


def add(commands: Commands) -> None:
    added = command(commands, "serve", run, "Serve the product, and work off its jobs, until it is ended.")
    server_options(added)


def server_options(added: object) -> None:
    """The arguments of everything that serves."""
    from argparse import ArgumentParser

    assert isinstance(added, ArgumentParser)  # noqa: S101 - argparse types its parsers loosely
    added.add_argument("--host", default="127.0.0.1", help="address to listen on, by default 127.0.0.1")
    added.add_argument("--port", type=int, default=8000, help="by default 8000")
    added.add_argument("--workers", type=int, default=1, help="processes, by default 1")
    added.add_argument("--threads", type=int, default=8, help="threads in each process, by default 8")
    added.add_argument("--no-jobs", action="store_true", help="leave the jobs to “saphan worker”")


def run(options: Namespace) -> None:
    refuse_open_door(options.host)
    refuse_taken(options.host, options.port)
    open_house()
    from django.utils.translation import gettext as _

    from saphan.cli.upgrading import collect_static, upgrade

    done = upgrade()
    if done.backup:
        values = {"path": done.backup}
        progress(_("The tables were brought up to date; the state before is kept in %(path)s.") % values)
    collect_static()
    start(options)


def start(options: Namespace) -> None:
    """Become the server. Returns when it is ended by SIGTERM or SIGINT."""
    from pathlib import Path

    from django.conf import settings

    from saphan.cli.occupancy import at_work
    from saphan.cli.server import Server

    with at_work(Path(settings.HOME)):
        server = Server(
            options.host, options.port, options.workers, options.threads, jobs=not options.no_jobs
        )
        server.first_path = _first_path()
        server.run()


def _first_path() -> str:
    """Where the first person comes in, while nobody can sign in; empty afterwards."""
    from saphan.administration.first_run import nobody_is_here, start_path

    return start_path() if nobody_is_here() else ""


def refuse_open_door(host: str) -> None:
    """Raise RuleBroken("serve.no_names") for an address others can reach, unless SAPHAN_HOSTS is set."""
    import os

    if not _is_loopback(host) and not os.environ.get("SAPHAN_HOSTS"):
        raise RuleBroken("serve.no_names", field="host", host=host)


def refuse_taken(host: str, port: int) -> None:
    """Raise RuleBroken("serve.address_in_use") before any work is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except (OSError, OverflowError) as error:
            raise RuleBroken("serve.address_in_use", field="port", host=host, port=port) from error


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
