"""Where this installation keeps its state: one directory, one secret, one database address."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

PACKAGE = Path(__file__).resolve().parents[1]


def home_directory() -> Path:
    """`SAPHAN_HOME`, or `var/` in the checkout; created when missing, readable by its owner only."""
    home = Path(os.environ.get("SAPHAN_HOME") or PACKAGE.parents[1] / "var").expanduser().resolve()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def secret_key(home: Path) -> str:
    """The signing key: from the environment, else made once and kept in the home directory."""
    if given := os.environ.get("SAPHAN_SECRET_KEY"):
        return given
    path = home / "secret-key"
    try:
        # O_EXCL: two processes that start together must agree on one key.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text()


def database(home: Path) -> dict[str, Any]:
    """Django's database entry: SQLite in the home directory, or what `DATABASE_URL` names."""
    address = os.environ.get("DATABASE_URL", "")
    return _postgres(address) if address else _sqlite(home / "saphan.sqlite3")


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "ATOMIC_REQUESTS": False,
        # Opening the file anew for every request costs 2 ms; now and then it is, to see new statistics.
        "CONN_MAX_AGE": 300,
        "OPTIONS": {
            "timeout": 20,
            # A deferred transaction that turns into a writer fails at once with "database is locked".
            "transaction_mode": "IMMEDIATE",
            # FULL: an acknowledged change survives a power cut, which NORMAL does not promise in WAL mode.
            # Pages are read from the mapping; the cache, one for each connection, only holds what a write changes.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8192;"
                "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
            ),
        },
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},
    }


def _postgres(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SystemExit(f"DATABASE_URL must start with postgres://, not {parts.scheme}://")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 12, "timeout": 20}, **options},
    }
