"""Files that belong to a client or an opportunity."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from saphan.clients.filetypes import SUFFIXES, content_type
from saphan.clients.models import Attachment
from saphan.clients.places import hang
from saphan.clients.rules import may_log, may_log_child
from saphan.core.errors import RuleBroken
from saphan.journal import action, create, remove
from saphan.workspace.actor import Actor

LARGEST_FILE = 20 * 1024 * 1024  # bytes
NAME_LENGTH = 200


@dataclass(frozen=True)
class Upload:
    """A file as it was handed in. Two uploads of the same content under one name are the same request."""

    file_name: str
    data: bytes = field(repr=False)
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", hashlib.sha256(self.data).hexdigest())


@action("attachment.attach", allow=may_log)
def attach_file(about: Any, *, actor: Actor, upload: Upload) -> Attachment:
    """Keep a file with a client or an opportunity (`about`), under a name of our own making.

    Raises RuleBroken("attachment.empty"), ("attachment.too_large"), ("attachment.type_not_allowed") and
    ("attachment.unpacks_too_large"); then nothing is stored.
    """
    attachment = Attachment(
        workspace_id=actor.workspace_id,
        file_name=shown_name(upload.file_name),
        content_type=_judged(upload),
        size=len(upload.data),
        sha256=upload.sha256,
    )
    hang(attachment, about)
    generated = f"{actor.workspace_id}/{secrets.token_hex(16)}.{SUFFIXES[attachment.content_type]}"
    attachment.stored_as = default_storage.save(generated, ContentFile(upload.data))
    try:
        return create(attachment)
    except BaseException:
        default_storage.delete(attachment.stored_as)
        raise


@action("attachment.remove", allow=may_log_child)
def remove_attachment(attachment: Attachment, *, actor: Actor) -> Attachment:
    """Take a file out of every list; its content is kept, so that the removal can be undone."""
    return remove(attachment)


def shown_name(file_name: str) -> str:
    """The sender's name for a file without folders, control characters and signs that turn its direction."""
    last = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(sign for sign in last if unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs"})
    return printable.strip()[-NAME_LENGTH:] or "file"


def _judged(upload: Upload) -> str:
    if not upload.data:
        raise RuleBroken("attachment.empty", field="file")
    if len(upload.data) > LARGEST_FILE:
        raise RuleBroken("attachment.too_large", field="file", most=LARGEST_FILE)
    return content_type(upload.data)
