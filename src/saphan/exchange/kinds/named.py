"""What the imports of people and of colleagues share: how a name is put together."""

from __future__ import annotations

from saphan.exchange.kinds.base import Importer, Values


class NamedInParts(Importer):
    """A kind whose files give a name whole or as given and family name."""

    def fill(self, values: Values) -> None:
        values["name"] = values.get("name") or _full_name(values)
        super().fill(values)


def _full_name(values: Values) -> str:
    """Given and family name in the order of their script."""
    first, last = values.get("first_name") or "", values.get("last_name") or ""
    if any("\u4e00" <= character <= "\u9fff" for character in last):
        return f"{last}{first}"
    return f"{first} {last}".strip()
