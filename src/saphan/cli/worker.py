"""`saphan worker`: work off jobs in a process of its own, beside servers started with `--no-jobs`."""

from __future__ import annotations

import signal
from argparse import Namespace
from pathlib import Path
from threading import Event

from saphan.cli.answering import answer, progress
from saphan.cli.commands import Commands, command
from saphan.cli.opening import open_house


def add(commands: Commands) -> None:
    added = command(commands, "worker", run, "Send messages and finish imports, until it is ended.")
    added.add_argument("--once", action="store_true", help="do what is due now, then end")


def run(options: Namespace) -> None:
    open_house()
    from django.conf import settings
    from django.utils.translation import gettext as _

    from saphan.cli.jobs import work, work_once
    from saphan.cli.occupancy import at_work

    with at_work(Path(settings.HOME)):
        if options.once:
            done = work_once()
            answer(done, [f"{name}: {count}" for name, count in done.items()])
            return
        ended = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ended.set())
        progress(_("Working off jobs (Ctrl+C ends it)"))
        work(ended)
