"""The server starts, answers and ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.cli.conftest import Run, environment


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answers(address: str) -> bool:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return response.status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    return False


def test_the_server_answers_and_ends_when_told_to(saphan: Run, home: Path, tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "saphan", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, text=True)
    try:
        assert answers(f"http://127.0.0.1:{port}/")
        # While it runs, its data cannot be taken from under it, and its place cannot be taken.
        saphan("backup", str(tmp_path / "b.tar"))
        assert "running" in saphan("restore", str(tmp_path / "b.tar"), "--replace").stderr
        assert saphan("serve", "--port", str(port)).returncode == 1
    finally:
        server.send_signal(signal.SIGTERM)
        output, _ = server.communicate(timeout=30)
    assert server.returncode == 0
    assert f"http://127.0.0.1:{port}/" in output


def test_nobody_is_let_in_from_outside_without_names(saphan: Run) -> None:
    refused = saphan("serve", "--host", "0.0.0.0", SAPHAN_HOSTS="")
    assert refused.returncode == 2
    assert "SAPHAN_HOSTS" in refused.stderr
