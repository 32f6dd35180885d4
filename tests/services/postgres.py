"""A PostgreSQL cluster that lives as long as one test run, from the programs that the system has."""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOW_TO_GET_IT = "install PostgreSQL 15 or newer (Debian, Ubuntu: sudo apt install postgresql)"
# A test run that loses power is run again, so nothing needs to reach the disk.
IN_A_HURRY = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=256MB",
    "jit=off",
]


def programs() -> Path | None:
    """The directory with `initdb` and `postgres` of the newest version here; None without PostgreSQL."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if found:
        return max(found, key=lambda path: int(path.parent.name))
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


@contextlib.contextmanager
def throwaway_cluster() -> Iterator[str]:
    """Start a cluster on a free loopback port; yield the address of its empty database `saphan`.

    Its superuser has a password made for this run: others on the machine can reach the port as well.
    Raises RuntimeError when there are no programs or the server does not start.
    """
    bin_directory = programs()
    if bin_directory is None:
        raise RuntimeError(f"There is no PostgreSQL here: {HOW_TO_GET_IT}.")
    password = secrets.token_urlsafe(12)
    with tempfile.TemporaryDirectory(prefix="saphan-postgres-") as name:
        folder = Path(name)
        identity = unprivileged_identity()
        (folder / "password").write_text(password)
        make_data_directory(bin_directory, folder, identity)
        with running_server(bin_directory, folder, identity) as port:
            createdb = [
                str(bin_directory / "createdb"),
                "-h",
                "127.0.0.1",
                "-p",
                str(port),
                "-U",
                "saphan",
                "saphan",
            ]
            subprocess.run(createdb, env={**os.environ, "PGPASSWORD": password}, check=True)
            yield f"postgres://saphan:{password}@127.0.0.1:{port}/saphan"


def unprivileged_identity() -> dict[str, Any]:
    """Arguments that make a child process an ordinary user, because PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def make_data_directory(bin_directory: Path, folder: Path, identity: dict[str, Any]) -> None:
    if identity:
        for path in (folder, folder / "password"):
            os.chown(path, identity["user"], identity["group"])
    options = ["--username=saphan", "--auth=scram-sha-256", f"--pwfile={folder / 'password'}"]
    options += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--pgdata", str(folder / "data")]
    done = subprocess.run(
        [str(bin_directory / "initdb"), *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        **identity,
    )
    if done.returncode != 0:
        raise RuntimeError(f"initdb failed: {done.stderr.strip()}")


@contextlib.contextmanager
def running_server(bin_directory: Path, folder: Path, identity: dict[str, Any]) -> Iterator[int]:
    port = free_port()
    settings = [
        *IN_A_HURRY,
        "listen_addresses=127.0.0.1",
        f"port={port}",
        f"unix_socket_directories={folder}",
    ]
    command = [str(bin_directory / "postgres"), "-D", str(folder / "data")]
    command += [part for setting in settings for part in ("-c", setting)]
    with (folder / "log").open("w+") as log:
        # Its own session: Ctrl-C in the terminal belongs to the test run, which then ends the server.
        server = subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, start_new_session=True, **identity
        )
        try:
            wait_until_ready(server, port, folder / "log")
            yield port
        finally:
            server.send_signal(2)  # SIGINT is PostgreSQL's fast shutdown: it does not wait for its clients
            server.wait(timeout=30)


def wait_until_ready(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            if "ready to accept connections" in log.read_text():
                return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text().strip()}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
