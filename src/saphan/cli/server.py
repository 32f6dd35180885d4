"""Gunicorn, set up from here instead of from a file of its own."""

from __future__ import annotations

from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from saphan.cli.answering import progress

APPLICATION = "saphan.config.wsgi:application"


class Server(BaseApplication):  # type: ignore[misc]
    """The web server. Each process also works off jobs, which are claimed, so that several do not collide."""

    first_path = ""  # where the first person of an empty installation comes in

    def __init__(self, host: str, port: int, workers: int, threads: int, *, jobs: bool) -> None:
        shown = f"[{host}]" if ":" in host else host
        self.address = f"http://{shown}:{port}/"
        self.chosen: dict[str, Any] = {
            "bind": f"{shown}:{port}",
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": True,
            "accesslog": None,
            "loglevel": "warning",
            "graceful_timeout": 20,
            "timeout": 120,
            "keepalive": 15,
            "proc_name": "saphan",
            "when_ready": self._ready,
            "post_worker_init": _work_off_jobs if jobs else (lambda _worker: None),
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from django.conf import settings
        from django.db import connections
        from django.urls import get_resolver
        from gunicorn.util import import_app  # type: ignore[import-untyped]

        application = import_app(APPLICATION)
        # Loaded before the processes part, pages are shared by all and the first request does not wait for them.
        get_resolver(settings.ROOT_URLCONF).url_patterns  # noqa: B018
        if self.cfg.workers > 1:
            get_resolver(settings.API_URLCONF).url_patterns  # noqa: B018
        # A connection must not be shared by the processes that come from this one.
        connections.close_all()
        return application

    def _ready(self, _arbiter: Any) -> None:
        from django.utils.translation import gettext as _

        progress(_("Saphan is ready at %(address)s (Ctrl+C ends it)") % {"address": self.address})
        if self.first_path:
            progress(_("Nobody can sign in yet. Open this address to begin:"))
            progress(f"    {self.address}{self.first_path}")


def _work_off_jobs(_worker: Any) -> None:
    from threading import Thread

    from saphan.cli.jobs import work

    Thread(target=work, name="jobs", daemon=True).start()
