"""The texts that the source marks for translation: in Python, and in templates as Django reads them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2),
    "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
# What Django's template reader makes of {% translate %}: calls with one literal, or a context before it.
CALL = re.compile(
    r"""\b(?P<name>_|n?p?gettext)\(\s*u?(?P<rest>(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|,\s*u?|\s)+)"""
)
LITERAL = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")
Text = tuple[str | None, str, str]


def texts() -> Iterator[Text]:
    """Context, text and place of each text, without repetition."""
    seen: set[tuple[str | None, str]] = set()
    for context, text, place in (*_python(), *_templates()):
        if (context, text) not in seen:
            seen.add((context, text))
            yield context, text, place


def _python() -> Iterator[Text]:
    from babel.messages.extract import extract_from_file

    for path in sorted(PACKAGE.rglob("*.py")):
        for line, message, _comments, context in extract_from_file("python", path, keywords=KEYWORDS):
            text = message if isinstance(message, str) else message[0]
            if text:
                yield context, text, f"{path.relative_to(PACKAGE)}:{line}"


def _templates() -> Iterator[Text]:
    from django.utils.translation.template import templatize

    for path in sorted(PACKAGE.rglob("templates/**/*")):
        if path.suffix not in {".html", ".txt"}:
            continue
        source = StringIO(templatize(path.read_text(encoding="utf-8"), origin=str(path))).read()
        for call in CALL.finditer(source):
            literals = [ast.literal_eval(found) for found in LITERAL.findall(call["rest"])]
            with_context = "p" in call["name"].removeprefix("n").partition("gettext")[0]
            if literals:
                yield (
                    (literals[0] if with_context else None),
                    literals[int(with_context)],
                    str(path.relative_to(PACKAGE)),
                )
