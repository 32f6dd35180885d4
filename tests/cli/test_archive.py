"""A backup counts only after it was restored and compared."""

from __future__ import annotations

import json
import sqlite3
import tarfile
import threading
import time
from contextlib import closing
from pathlib import Path

from tests.cli.conftest import Run


def _write_until(ended: threading.Event, database: Path) -> None:
    """Somebody works: small transactions without pause."""
    with closing(sqlite3.connect(database, timeout=30, isolation_level=None)) as connection:
        number = 0
        while not ended.is_set():
            number += 1
            connection.execute(
                "INSERT INTO django_session (session_key, session_data, expire_date)"
                " VALUES (?, '', '2030-01-01')",
                [f"load-{number}"],
            )


def test_a_backup_taken_while_people_work_is_restored_whole(saphan: Run, home: Path, tmp_path: Path) -> None:
    (home / "files").mkdir()
    (home / "files" / "brief.pdf").write_bytes(b"%PDF of the brief")
    ended = threading.Event()
    worker = threading.Thread(target=_write_until, args=(ended, home / "saphan.sqlite3"))
    worker.start()
    time.sleep(0.3)
    taken = saphan("backup", str(tmp_path / "b.tar"), "--json")
    ended.set()
    worker.join()
    assert taken.returncode == 0, taken.stderr
    with tarfile.open(tmp_path / "b.tar") as archive:
        claimed = json.load(archive.extractfile("manifest.json"))  # type: ignore[arg-type]
    (home / "files" / "brief.pdf").write_bytes(b"overwritten")

    restored = saphan("restore", str(tmp_path / "b.tar"), "--replace", "--json")

    assert restored.returncode == 0, restored.stderr
    assert (home / "files" / "brief.pdf").read_bytes() == b"%PDF of the brief"
    with closing(sqlite3.connect(home / "saphan.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for table, rows in claimed["tables"].items():
            assert database.execute(f'SELECT count(*) FROM "{table}"').fetchone() == (rows,), table
    kept = Path(json.loads(restored.stdout)["kept"])
    assert (kept / "files" / "brief.pdf").read_bytes() == b"overwritten"


def test_a_restore_never_overwrites_by_itself(saphan: Run, tmp_path: Path) -> None:
    saphan("backup", str(tmp_path / "b.tar"))
    refused = saphan("restore", str(tmp_path / "b.tar"), "--json")
    assert refused.returncode == 2
    assert json.loads(refused.stderr)["error"]["code"] == "archive.would_overwrite"


def test_a_damaged_backup_is_refused_and_nothing_changes(saphan: Run, home: Path, tmp_path: Path) -> None:
    archive = tmp_path / "b.tar"
    saphan("backup", str(archive))
    before = (home / "saphan.sqlite3").read_bytes()
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 0xFF
    archive.write_bytes(content)
    refused = saphan("restore", str(archive), "--replace", "--json")
    assert refused.returncode == 1
    assert json.loads(refused.stderr)["error"]["code"] == "archive.damaged"
    assert (home / "saphan.sqlite3").read_bytes() == before


def test_a_backup_never_replaces_a_file(saphan: Run, tmp_path: Path) -> None:
    (tmp_path / "b.tar").write_text("mine")
    assert saphan("backup", str(tmp_path / "b.tar")).returncode == 2
    assert (tmp_path / "b.tar").read_text() == "mine"
