"""Records of the house by the names that a file calls them."""

from __future__ import annotations

from collections.abc import Iterable

from saphan.core.text import best_match, company_key, fold


class Names:
    """A look-up of records by the names they go by. Exact spelling first, then spelling without case and width."""

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        self.by_name: dict[str, int] = {}
        self._labels: dict[str, str] = {}
        for name, pk in pairs:
            self.add(name, pk)

    def add(self, name: str, pk: int) -> None:
        """A further name; the record that had it first keeps it."""
        if name:
            plain = fold(name).strip()
            self.by_name.setdefault(plain, pk)
            self._labels.setdefault(plain, name)

    def get(self, text: str) -> int | None:
        return self.by_name.get(fold(text).strip())

    def proposal(self, text: str) -> str:
        """The known name most like an unknown one, for a person to confirm; empty when none is near."""
        match = best_match(text, self._labels.values())
        return match.name if match else ""

    def few(self, most: int = 50) -> list[str]:
        """Every name, to choose from; none where they are too many for that."""
        return sorted(self._labels.values()) if len(self._labels) <= most else []

    def with_key(self, text: str) -> list[str]:
        key = company_key(text)
        return [label for label in self._labels.values() if company_key(label) == key]
