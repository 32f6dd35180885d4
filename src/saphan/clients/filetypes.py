"""What a file is, judged from its content: the name and the sender's word prove nothing."""

from __future__ import annotations

import io
import unicodedata
import zipfile

from saphan.core.errors import RuleBroken

OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
SUFFIXES = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "text/plain": "txt",
    OFFICE["word/"]: "docx",
    OFFICE["xl/"]: "xlsx",
    OFFICE["ppt/"]: "pptx",
}
MOST_PARTS = 5_000
MOST_UNPACKED = 300 * 1024 * 1024  # bytes; more than any honest document of 20 MB unpacks to


def content_type(data: bytes) -> str:
    """Raises RuleBroken("attachment.type_not_allowed") and ("attachment.unpacks_too_large")."""
    for signature, found in SIGNATURES:
        if data.startswith(signature):
            return found
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(b"PK\x03\x04"):
        return _office_type(data)
    if _is_plain_text(data):
        return "text/plain"
    raise _refused()


def _office_type(data: bytes) -> str:
    """A document of an office suite without macros; only its list of parts is read."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _refused() from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise RuleBroken("attachment.unpacks_too_large", field="file")
    names = [part.filename for part in parts]
    if "[Content_Types].xml" not in names or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _refused()
    for folder, found in OFFICE.items():
        if any(name.startswith(folder) for name in names):
            return found
    raise _refused()


def _is_plain_text(data: bytes) -> bool:
    """Text without control characters that no browser would take for markup."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if any(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n\f" for sign in text):
        return False
    return not text.lstrip().startswith("<")


def _refused() -> RuleBroken:
    return RuleBroken("attachment.type_not_allowed", field="file", allowed=sorted(set(SUFFIXES.values())))
