"""Opening an archive beside the installation and judging it before anything is touched."""

from __future__ import annotations

import shutil
import tarfile
from pathlib import Path, PurePosixPath

from saphan.cli.archive.manifest import Manifest, read_manifest, sha256_of
from saphan.cli.archive.taking import FILES, KEY, MANIFEST
from saphan.core.errors import RuleBroken


def unpack(archive: Path, folder: Path, database: str) -> Manifest:
    """Write the archive's contents below `folder` and compare every file with its checksum.

    Raises RuleBroken("archive.not_there" | "archive.not_ours" | "archive.other_engine" | "archive.damaged").
    """
    if not archive.is_file():
        raise RuleBroken("archive.not_there", field="file", path=str(archive))
    try:
        with tarfile.open(archive) as opened:
            manifest = _manifest(opened)
            if database not in manifest.files:
                raise RuleBroken("archive.other_engine", engine=manifest.engine)
            for name in manifest.files:
                _take_out(opened, name, folder, database)
    except (tarfile.TarError, EOFError) as error:
        raise RuleBroken("archive.damaged", trouble=str(error)) from error
    for name, checksum in manifest.files.items():
        if sha256_of(folder / name) != checksum:
            raise RuleBroken("archive.damaged", trouble=name)
    return manifest


def _manifest(opened: tarfile.TarFile) -> Manifest:
    member = opened.next()
    content = opened.extractfile(member) if member is not None and member.name == MANIFEST else None
    if content is None:
        raise RuleBroken("archive.not_ours")
    return read_manifest(content.read().decode("utf-8", "replace"))


def _take_out(opened: tarfile.TarFile, name: str, folder: Path, database: str) -> None:
    """One file, by a name that may not lead anywhere else."""
    path = PurePosixPath(name)
    expected = name in {KEY, database} or (path.parts[0] == FILES and len(path.parts) > 1)
    if not expected or path.is_absolute() or ".." in path.parts:
        raise RuleBroken("archive.not_ours")
    try:
        content = opened.extractfile(name)
    except KeyError:
        content = None
    if content is None:
        raise RuleBroken("archive.damaged", trouble=name)
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        shutil.copyfileobj(content, file)
    target.chmod(0o600)
