"""What a page says in the reader's own language: its text and the attributes that are read aloud or shown."""

from __future__ import annotations

from html.parser import HTMLParser

SPOKEN = ("aria-label", "placeholder", "title", "alt", "data-count")
SILENT = frozenset({"script", "style", "code", "kbd", "svg"})
VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})


class Words(HTMLParser):
    """Collects `said`, leaving out runs that are marked as being in another language."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: set[str] = set()
        self._language: str | None = None
        self._open: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self._language = given.get("lang")
        is_apart = tag in SILENT or given.get("lang", self._language) != self._language
        if not is_apart and not self._is_apart():
            self.said |= {text.strip() for name in SPOKEN if (text := given.get(name))}
        if tag not in VOID:
            self._open.append((tag, is_apart))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._is_apart():
            self.said.add(data.strip())

    def _is_apart(self) -> bool:
        return any(is_apart for _, is_apart in self._open)
